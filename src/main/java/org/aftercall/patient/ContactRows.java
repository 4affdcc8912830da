package org.aftercall.patient;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Numbers as somebody at a screen changes them. */
@Repository
class ContactRows {
    private final JdbcClient db;

    ContactRows(JdbcClient db) {
        this.db = db;
    }

    /** One at a time: of two who add or reorder the second sees what the first did. */
    void lock(PatientId patient) {
        db.sql("SELECT id FROM patient.patient WHERE id = :id FOR UPDATE")
                .param("id", patient.value())
                .query(_ -> {});
    }

    void add(PatientId patient, Contact contact) {
        db.sql(
                        """
                        INSERT INTO patient.contact (id, patient_id, relation, name, number, rank)
                        VALUES (:id, :patient, :relation, :name, :number, :rank)
                        """)
                .param("id", contact.id().value())
                .param("patient", patient.value())
                .param("relation", contact.relation().name())
                .param("name", contact.name())
                .param("number", contact.number().digits())
                .param("rank", contact.order())
                .update();
    }

    void change(ContactId id, Relation relation, @Nullable String name) {
        db.sql("UPDATE patient.contact SET relation = :relation, name = :name WHERE id = :id")
                .param("id", id.value())
                .param("relation", relation.name())
                .param("name", name)
                .update();
    }

    void revive(ContactId id) {
        db.sql("UPDATE patient.contact SET invalid_at = NULL, why = NULL WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    void rank(ContactId id, int rank) {
        db.sql("UPDATE patient.contact SET rank = :rank WHERE id = :id")
                .param("id", id.value())
                .param("rank", rank)
                .update();
    }

    void zone(PatientId patient, String zone) {
        db.sql("UPDATE patient.patient SET zone = :zone WHERE id = :id")
                .param("id", patient.value())
                .param("zone", zone)
                .update();
    }
}
