package org.aftercall.followup;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The thresholds that single patients have of their own. */
@Repository
class Limits {
    private final JdbcClient db;
    private final Clock clock;

    Limits(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** One as it was set last. */
    record Limit(String name, BigDecimal value, String why, String setBy, Instant setAt) {}

    List<Limit> of(PatientId patient) {
        return db.sql(
                        """
                        SELECT l.*, m.name AS set_by_name FROM (
                            SELECT DISTINCT ON (name) * FROM followup.patient_limit WHERE patient_id = :patient
                            ORDER BY name, id DESC) l
                        JOIN staff.member m ON m.id = l.set_by
                        WHERE l.value IS NOT NULL ORDER BY l.name
                        """)
                .param("patient", patient.value())
                .query((row, _) ->
                        new Limit(
                                row.getString("name"),
                                row.getBigDecimal("value"),
                                row.getString("why"),
                                row.getString("set_by_name"),
                                Sql.instant(row, "set_at")))
                .list();
    }

    Map<String, BigDecimal> values(PatientId patient) {
        var values = new LinkedHashMap<String, BigDecimal>();
        of(patient).forEach(l -> values.put(l.name(), l.value()));
        return values;
    }

    /**
     * @param value null takes it away: the usual one counts again
     */
    void set(PatientId patient, String name, @Nullable BigDecimal value, String why, StaffId by) {
        db.sql(
                        """
                        INSERT INTO followup.patient_limit (patient_id, name, value, why, set_by, set_at)
                        VALUES (:patient, :name, :value, :why, :by, :now)
                        """)
                .param("patient", patient.value())
                .param("name", name)
                .param("value", value)
                .param("why", why)
                .param("by", by.value())
                .param("now", Sql.utc(clock.instant()))
                .update();
    }
}
