package org.aftercall.followup;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The days on which somebody has no shift, whatever the roster says. */
@Repository
class DaysOff {
    private final JdbcClient db;

    DaysOff(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param until the last day of it
     */
    record Absence(UUID who, String name, LocalDate from, LocalDate until) {}

    /** Those that are not over. */
    List<Absence> since(LocalDate day) {
        return db.sql(
                        """
                        SELECT a.*, m.name FROM followup.absence a JOIN staff.member m ON m.id = a.staff_id
                        WHERE a.until_on >= :day ORDER BY a.from_on, m.name, a.staff_id
                        """)
                .param("day", day)
                .query((row, _) ->
                        new Absence(
                                row.getObject("staff_id", UUID.class),
                                row.getString("name"),
                                row.getObject("from_on", LocalDate.class),
                                row.getObject("until_on", LocalDate.class)))
                .list();
    }

    /** Said again for the same first day, the last one is changed. */
    void add(UUID who, LocalDate from, LocalDate until) {
        db.sql(
                        """
                        INSERT INTO followup.absence (staff_id, from_on, until_on) VALUES (:who, :from, :until)
                        ON CONFLICT (staff_id, from_on) DO UPDATE SET until_on = :until
                        """)
                .param("who", who)
                .param("from", from)
                .param("until", until)
                .update();
    }

    void remove(UUID who, LocalDate from) {
        db.sql("DELETE FROM followup.absence WHERE staff_id = :who AND from_on = :from")
                .param("who", who)
                .param("from", from)
                .update();
    }
}
