package org.aftercall.patient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Patients, their numbers and stays as rows. */
@Repository
class PatientRows {
    private final JdbcClient db;

    PatientRows(JdbcClient db) {
        this.db = db;
    }

    List<Patient> patients(Collection<UUID> ids) {
        return db.sql("SELECT * FROM patient.patient WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(PatientRows::patient)
                .list();
    }

    /** Each zone once: the index is stepped through, not scanned. */
    List<String> zones() {
        return db.sql(
                        """
                        WITH RECURSIVE step AS (
                            (SELECT zone FROM patient.patient WHERE zone IS NOT NULL ORDER BY zone LIMIT 1)
                            UNION ALL
                            SELECT (SELECT p.zone FROM patient.patient p WHERE p.zone > step.zone ORDER BY p.zone LIMIT 1)
                            FROM step WHERE step.zone IS NOT NULL)
                        SELECT zone FROM step WHERE zone IS NOT NULL
                        """)
                .query((row, _) -> row.getString("zone"))
                .list();
    }

    Map<PatientId, List<Contact>> contacts(Collection<UUID> patients) {
        record Row(PatientId patient, Contact contact) {}
        return db
                .sql(
                        """
                        SELECT * FROM patient.contact WHERE patient_id = ANY(:ids)
                        ORDER BY patient_id, rank, id
                        """)
                .param("ids", patients.toArray(UUID[]::new))
                .query((rs, n) ->
                        new Row(
                                new PatientId(rs.getObject("patient_id", UUID.class)),
                                contactOf(rs)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Row::patient,
                                Collectors.mapping(Row::contact, Collectors.toList())));
    }

    List<PatientId> reachedAt(PhoneNumber number) {
        return db.sql(
                        """
                        SELECT c.patient_id FROM patient.contact c
                        JOIN LATERAL (SELECT max(discharged_on) AS last FROM patient.encounter e
                                      WHERE e.patient_id = c.patient_id) AS stay ON true
                        WHERE c.number = :number AND c.invalid_at IS NULL
                        ORDER BY stay.last DESC NULLS LAST, c.patient_id
                        """)
                .param("number", number.digits())
                .query((row, _) -> new PatientId(row.getObject("patient_id", UUID.class)))
                .list();
    }

    Optional<Contact> contact(ContactId id) {
        return db.sql("SELECT * FROM patient.contact WHERE id = :id")
                .param("id", id.value())
                .query((rs, n) -> contactOf(rs))
                .optional();
    }

    List<Encounter> encounters(Collection<UUID> ids) {
        return db.sql("SELECT * FROM patient.encounter WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(PatientRows::encounter)
                .list();
    }

    List<Encounter> encountersOf(PatientId patient) {
        return db.sql(
                        """
                        SELECT * FROM patient.encounter WHERE patient_id = :patient
                        ORDER BY discharged_on DESC, id DESC
                        """)
                .param("patient", patient.value())
                .query(PatientRows::encounter)
                .list();
    }

    Optional<Encounter> latestEncounter(PatientId patient) {
        return db.sql(
                        """
                        SELECT * FROM patient.encounter WHERE patient_id = :patient
                        ORDER BY discharged_on DESC, id DESC LIMIT 1
                        """)
                .param("patient", patient.value())
                .query(PatientRows::encounter)
                .optional();
    }

    boolean visible(PatientId patient, DataScope scope) {
        return db.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM patient.encounter
                            WHERE patient_id = :patient
                              AND (:everything OR department = ANY(:departments)))
                        """)
                .param("patient", patient.value())
                .param("everything", scope.all())
                .param("departments", scope.asArray())
                .query(Boolean.class)
                .single();
    }

    List<Patient> search(String typed, DataScope scope, int limit) {
        var plain = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return db.sql(
                        """
                        SELECT p.* FROM patient.patient p
                        JOIN LATERAL (
                            SELECT max(discharged_on) AS last FROM patient.encounter
                            WHERE patient_id = p.id
                              AND (:everything OR department = ANY(:departments))
                            HAVING count(*) > 0) e ON true
                        WHERE p.name LIKE :starts
                           OR EXISTS (SELECT FROM patient.encounter
                                      WHERE patient_id = p.id AND admission_no = :typed)
                           OR EXISTS (SELECT FROM patient.contact
                                      WHERE patient_id = p.id AND number LIKE :ends)
                        ORDER BY e.last DESC, p.id LIMIT :limit
                        """)
                .param("everything", scope.all())
                .param("departments", scope.asArray())
                .param("typed", typed)
                .param("starts", plain + "%")
                .param("ends", typed.matches("\\d{4,}") ? "%" + typed : "")
                .param("limit", limit)
                .query(PatientRows::patient)
                .list();
    }

    void markInvalid(ContactId id, String why, Instant at) {
        db.sql(
                        """
                        UPDATE patient.contact SET invalid_at = :at, why = :why
                        WHERE id = :id AND invalid_at IS NULL
                        """)
                .param("id", id.value())
                .param("why", why)
                .param("at", Sql.utc(at))
                .update();
    }

    void markValid(ContactId id, String why, Instant since) {
        db.sql(
                        """
                        UPDATE patient.contact SET invalid_at = NULL, why = NULL
                        WHERE id = :id AND why = :why AND invalid_at >= :since
                        """)
                .param("id", id.value())
                .param("why", why)
                .param("since", Sql.utc(since))
                .update();
    }

    /** Whose order is being checked; nobody waits but whoever has a word against it. */
    void whileNothingIsSaid(PatientId id) {
        lock("SELECT id FROM patient.patient WHERE id = :id FOR SHARE", id);
    }

    /** A word of his that is no field of his row waits for such orders all the same. */
    void whileNobodyIsDialed(PatientId id) {
        lock("SELECT id FROM patient.patient WHERE id = :id FOR NO KEY UPDATE", id);
    }

    private void lock(String sql, PatientId id) {
        db.sql(sql).param("id", id.value()).query(UUID.class).optional();
    }

    Consent consent(PatientId id) {
        var said =
                db
                        .sql(
                                """
                                SELECT DISTINCT ON (what) what, given FROM patient.consent
                                WHERE patient_id = :id ORDER BY what, said_at DESC, id DESC
                                """)
                        .param("id", id.value())
                        .query((rs, n) ->
                                Map.entry(
                                        Consent.To.valueOf(rs.getString("what")),
                                        rs.getBoolean("given")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Consent(
                said.getOrDefault(Consent.To.CALLS, true),
                said.getOrDefault(Consent.To.RECORDING, true));
    }

    void sayConsent(
            PatientId id,
            Consent.To what,
            boolean given,
            @Nullable UUID heardBy,
            @Nullable String reason,
            Instant at) {
        db.sql(
                        """
                        INSERT INTO patient.consent
                            (id, patient_id, what, given, said_at, heard_by, reason)
                        VALUES (:id, :patient, :what, :given, :at, :by::uuid, :reason)
                        """)
                .param("id", Ids.next())
                .param("patient", id.value())
                .param("what", what.name())
                .param("given", given)
                .param("at", Sql.utc(at))
                .param("by", heardBy == null ? null : heardBy.toString())
                .param("reason", reason)
                .update();
    }

    private static Patient patient(ResultSet rs, int n) throws SQLException {
        var suspended = rs.getString("suspended");
        return new Patient(
                new PatientId(rs.getObject("id", UUID.class)),
                new Person(
                        rs.getString("name"),
                        Sex.valueOf(rs.getString("sex")),
                        rs.getObject("birth_date", LocalDate.class),
                        rs.getObject("birth_year", Integer.class),
                        rs.getString("national_id"),
                        rs.getString("allergies")),
                new Home(
                        rs.getString("zone"),
                        Language.valueOf(rs.getString("language").toUpperCase(Locale.ROOT)),
                        rs.getString("address"),
                        rs.getString("insurance")),
                new Standing(
                        rs.getBoolean("do_not_call"),
                        rs.getString("do_not_call_reason"),
                        suspended == null ? null : Suspension.valueOf(suspended)));
    }

    private static Contact contactOf(ResultSet rs) throws SQLException {
        return new Contact(
                new ContactId(rs.getObject("id", UUID.class)),
                Relation.valueOf(rs.getString("relation")),
                rs.getString("name"),
                new PhoneNumber(rs.getString("number")),
                rs.getObject("invalid_at") != null,
                rs.getInt("rank"));
    }

    private static Encounter encounter(ResultSet rs, int n) throws SQLException {
        return new Encounter(
                new EncounterId(rs.getObject("id", UUID.class)),
                new PatientId(rs.getObject("patient_id", UUID.class)),
                new Stay(
                        rs.getString("admission_no"),
                        new Place(
                                rs.getString("department"),
                                rs.getString("ward"),
                                rs.getString("attending_doctor"),
                                rs.getString("responsible_nurse")),
                        rs.getObject("admitted_on", LocalDate.class),
                        rs.getObject("discharged_on", LocalDate.class)),
                new Findings(
                        rs.getString("diagnosis"),
                        rs.getString("icd10"),
                        rs.getString("operation"),
                        rs.getString("discharge_condition"),
                        rs.getString("note")));
    }
}
