package org.aftercall.patient;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds whom a discharge is about, and writes what it says. */
@Repository
class AdmissionRows {
    private final JdbcClient db;
    private final Clock clock;

    AdmissionRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * What we know of a discharge.
     *
     * @param conflict the stay is on file for one person, the national id for another
     * @param latest no later stay of that person is on file
     */
    record Match(
            @Nullable UUID patient, @Nullable UUID encounter, boolean conflict, boolean latest) {
        Optional<UUID> patientIfAny() {
            return Optional.ofNullable(patient);
        }

        Optional<UUID> encounterIfAny() {
            return Optional.ofNullable(encounter);
        }
    }

    /** Held until the end of the transaction. */
    void lock() {
        db.sql("SELECT pg_advisory_xact_lock(hashtext('patient.admit'))")
                .query((rs, n) -> n)
                .list();
    }

    /** One match for each discharge, in their order. */
    List<Match> recognise(List<Discharge> discharges) {
        return db.sql(
                        """
                        SELECT found.patient, found.encounter, found.conflict,
                               NOT EXISTS (SELECT FROM patient.encounter later
                                           WHERE later.patient_id = found.patient
                                             AND later.discharged_on > found.discharged_on) AS latest
                        FROM (
                            SELECT w.n, w.discharged_on, stay.id AS encounter,
                                   coalesce(stay.patient_id, card.id, earlier.id, caller.id) AS patient,
                                   coalesce(card.id <> stay.patient_id, false) AS conflict
                            FROM unnest(:admissionNos, CAST(:discharged AS date[]), :nationalIds,
                                        :names, CAST(:births AS date[]), :numbers)
                                 WITH ORDINALITY AS w (admission_no, discharged_on, national_id,
                                                       name, birth_date, numbers, n)
                            LEFT JOIN patient.encounter stay
                                ON stay.admission_no = w.admission_no
                               AND stay.discharged_on = w.discharged_on
                            LEFT JOIN patient.patient card ON card.national_id = w.national_id
                            LEFT JOIN LATERAL (
                                SELECT p.id FROM patient.encounter e
                                JOIN patient.patient p ON p.id = e.patient_id
                                WHERE e.admission_no = w.admission_no AND p.name = w.name
                                  AND coalesce(p.national_id = w.national_id, true)
                                ORDER BY e.discharged_on DESC, p.id LIMIT 1) earlier ON true
                            LEFT JOIN LATERAL (
                                SELECT p.id FROM patient.contact c
                                JOIN patient.patient p ON p.id = c.patient_id
                                WHERE c.number = ANY (string_to_array(w.numbers, ' '))
                                  AND p.name = w.name AND p.birth_date = w.birth_date
                                  AND coalesce(p.national_id = w.national_id, true)
                                ORDER BY p.id LIMIT 1) caller ON true) found
                        ORDER BY found.n
                        """)
                .param("admissionNos", column(discharges, d -> d.stay().admissionNo()))
                .param("discharged", column(discharges, d -> d.stay().dischargedOn()))
                .param("nationalIds", column(discharges, d -> d.person().nationalId()))
                .param("names", column(discharges, d -> d.person().name()))
                .param("births", column(discharges, d -> d.person().birthDate()))
                .param(
                        "numbers",
                        column(
                                discharges,
                                d ->
                                        String.join(
                                                " ",
                                                d.reach().stream()
                                                        .map(r -> r.number().digits())
                                                        .toList())))
                .query((rs, n) ->
                        new Match(
                                rs.getObject("patient", UUID.class),
                                rs.getObject("encounter", UUID.class),
                                rs.getBoolean("conflict"),
                                rs.getBoolean("latest")))
                .list();
    }

    void write(Admissions.Plan plan) {
        if (plan.change() == Admitted.Change.CREATED) {
            noteReadmissionEnds(plan.patient(), plan.after().stay().dischargedOn());
        }
        writePerson(plan.patient(), plan.after(), plan.change());
        for (var contact : plan.contacts()) {
            writeContact(plan.patient(), contact);
        }
        writeStay(plan);
    }

    /** Whoever is discharged is no longer in hospital. */
    private void noteReadmissionEnds(UUID patient, LocalDate dischargedOn) {
        db.sql(
                        """
                        INSERT INTO patient.standing_change
                            (id, patient_id, what, begins, reason, changed_at)
                        SELECT :id, p.id, 'SUSPENDED', false, 'DISCHARGED', :now
                        FROM patient.patient p
                        WHERE p.id = :patient AND p.suspended = 'READMITTED'
                          AND p.suspended_at::date <= :dischargedOn
                        """)
                .param("id", Ids.next())
                .param("patient", patient)
                .param("now", Sql.utc(clock.instant()))
                .param("dischargedOn", dischargedOn)
                .update();
    }

    private void writePerson(UUID id, Discharge after, Admitted.Change change) {
        db.sql(
                        """
                        INSERT INTO patient.patient AS p
                            (id, name, sex, birth_date, birth_year, national_id,
                             zone, language, address, insurance, allergies)
                        VALUES (:id, :name, :sex, :birthDate, :birthYear, :nationalId,
                                :zone, :language, :address, :insurance, :allergies)
                        ON CONFLICT (id) DO UPDATE SET
                            name = :name, sex = :sex, birth_date = :birthDate,
                            birth_year = :birthYear, national_id = :nationalId, zone = :zone,
                            language = :language, address = :address, insurance = :insurance,
                            allergies = :allergies,
                            suspended = CASE WHEN p.suspended = 'READMITTED' AND :newStay
                                              AND p.suspended_at::date <= :dischargedOn
                                             THEN NULL ELSE p.suspended END
                        """)
                .param("id", id)
                .param("name", after.person().name())
                .param("sex", after.person().sex().name())
                .param("birthDate", after.person().birthDate())
                .param("birthYear", after.person().birthYear())
                .param("nationalId", after.person().nationalId())
                .param("zone", after.home().zone())
                .param("language", after.home().language().code())
                .param("address", after.home().address())
                .param("insurance", after.home().insurance())
                .param("allergies", after.person().allergies())
                .param("newStay", change == Admitted.Change.CREATED)
                .param("dischargedOn", after.stay().dischargedOn())
                .update();
    }

    private void writeContact(UUID patient, Contact contact) {
        db.sql(
                        """
                        INSERT INTO patient.contact (id, patient_id, relation, name, number, rank)
                        VALUES (:id, :patient, :relation, :name, :number, :rank)
                        ON CONFLICT (id) DO UPDATE
                            SET relation = :relation, name = :name, rank = :rank
                        """)
                .param("id", contact.id().value())
                .param("patient", patient)
                .param("relation", contact.relation().name())
                .param("name", contact.name())
                .param("number", contact.number().digits())
                .param("rank", contact.order())
                .update();
    }

    private void writeStay(Admissions.Plan plan) {
        var stay = plan.after().stay();
        var findings = plan.after().findings();
        db.sql(
                        """
                        INSERT INTO patient.encounter
                            (id, patient_id, admission_no, department, ward, attending_doctor,
                             responsible_nurse, admitted_on, discharged_on, diagnosis, icd10,
                             operation, discharge_condition, note)
                        VALUES (:id, :patient, :admissionNo, :department, :ward, :doctor, :nurse,
                                :admittedOn, :dischargedOn, :diagnosis, :icd10, :operation,
                                :condition, :note)
                        ON CONFLICT (id) DO UPDATE SET
                            department = :department, ward = :ward, attending_doctor = :doctor,
                            responsible_nurse = :nurse, admitted_on = :admittedOn,
                            diagnosis = :diagnosis, icd10 = :icd10, operation = :operation,
                            discharge_condition = :condition, note = :note
                        """)
                .param("id", plan.encounter())
                .param("patient", plan.patient())
                .param("admissionNo", stay.admissionNo())
                .param("department", stay.place().department())
                .param("ward", stay.place().ward())
                .param("doctor", stay.place().attendingDoctor())
                .param("nurse", stay.place().responsibleNurse())
                .param("admittedOn", stay.admittedOn())
                .param("dischargedOn", stay.dischargedOn())
                .param("diagnosis", findings.diagnosis())
                .param("icd10", findings.icd10())
                .param("operation", findings.operation())
                .param("condition", findings.dischargeCondition())
                .param("note", findings.note())
                .update();
    }

    private static @Nullable String[] column(
            List<Discharge> discharges, Function<Discharge, @Nullable Object> value) {
        return discharges.stream()
                .map(d -> Objects.toString(value.apply(d), null))
                .toArray(String[]::new);
    }
}
