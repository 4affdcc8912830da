package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The duty roster, and what those on it did for a patient. */
@Repository
class RosterRows {
    /** Stands in for every department that has nobody of its own at a level. */
    static final String EVERY_DEPARTMENT = "*";

    private final JdbcClient db;

    RosterRows(JdbcClient db) {
        this.db = db;
    }

    /** Who is to be told. */
    record OnDuty(DutyLevel level, StaffId who) {}

    /**
     * Who is told of what is for this level: the first there or above it, else somebody off duty.
     */
    Optional<OnDuty> find(DutyKind kind, String department, DutyLevel from, LocalDateTime at) {
        return db.sql(
                        "SELECT level, staff_id FROM followup.on_duty(:kind, :department, :from, :at::timestamp)")
                .param("at", at)
                .param("kind", kind.name())
                .param("department", department)
                .param("from", from.number())
                .query((row, _) ->
                        new OnDuty(
                                DutyLevel.of(row.getInt("level")),
                                new StaffId(row.getObject("staff_id", UUID.class))))
                .optional();
    }

    /**
     * One line of the roster.
     *
     * @param active whether the account is open; a closed one is passed over
     */
    record Line(
            DutyKind kind,
            String department,
            DutyLevel level,
            Shift shift,
            String name,
            boolean active) {}

    List<Line> all() {
        return db.sql(
                        """
                        SELECT d.*, m.name, m.active FROM followup.duty d JOIN staff.member m ON m.id = d.staff_id
                        ORDER BY d.kind, d.department <> '*', d.department, d.level, d.place
                        """)
                .query((row, _) ->
                        new Line(
                                DutyKind.valueOf(row.getString("kind")),
                                row.getString("department"),
                                DutyLevel.of(row.getInt("level")),
                                shift(row),
                                row.getString("name"),
                                row.getBoolean("active")))
                .list();
    }

    private static Shift shift(ResultSet row) throws SQLException {
        var days = row.getArray("days");
        return new Shift(
                row.getObject("staff_id", UUID.class),
                days == null
                        ? List.of()
                        : Arrays.stream((Short[]) days.getArray()).map(Short::intValue).toList(),
                row.getObject("begins", LocalTime.class),
                row.getObject("ends", LocalTime.class));
    }

    void clear(DutyKind kind, String department) {
        db.sql("DELETE FROM followup.duty WHERE kind = :kind AND department = :department")
                .param("kind", kind.name())
                .param("department", department)
                .update();
    }

    void add(DutyKind kind, String department, DutyLevel level, int place, Shift shift) {
        db.sql(
                        """
                        INSERT INTO followup.duty (kind, department, level, place, staff_id, days, begins, ends)
                        VALUES (:kind, :department, :level, :place, :who, :days::smallint[], :from::time, :until::time)
                        """)
                .param("kind", kind.name())
                .param("department", department)
                .param("level", level.number())
                .param("place", place)
                .param("who", shift.who())
                .param("days", shift.days().isEmpty() ? null : shift.days().toArray(Integer[]::new))
                .param("from", shift.from())
                .param("until", shift.until())
                .update();
    }

    /**
     * Who would be told of something that is for a level.
     *
     * @param level at which he is; another one where nobody is on duty at the level asked for
     * @param here false of who is told off duty, because nobody is on
     */
    record Told(
            DutyKind kind,
            String department,
            DutyLevel asked,
            DutyLevel level,
            String name,
            boolean here) {}

    /**
     * @param at by the house's clock
     */
    List<Told> told(List<String> departments, LocalDateTime at) {
        return db.sql(
                        """
                        SELECT k.kind, t.department, l.asked, d.level, m.name, d.here
                        FROM unnest(:kinds::text[]) k(kind), unnest(:departments::text[]) t(department), generate_series(1, 4) l(asked),
                             LATERAL followup.on_duty(k.kind, t.department, l.asked, :at::timestamp, true) d
                        JOIN staff.member m ON m.id = d.staff_id
                        """)
                .param(
                        "kinds",
                        Arrays.stream(DutyKind.values()).map(Enum::name).toArray(String[]::new))
                .param("departments", departments.toArray(String[]::new))
                .param("at", at)
                .query((row, _) ->
                        new Told(
                                DutyKind.valueOf(row.getString("kind")),
                                row.getString("department"),
                                DutyLevel.of(row.getInt("asked")),
                                DutyLevel.of(row.getInt("level")),
                                row.getString("name"),
                                row.getBoolean("here")))
                .list();
    }

    /** Whether somebody is on duty for a level from a moment of the house's clock to the next. */
    record Mark(DutyLevel asked, LocalDateTime at, boolean here) {}

    /** The week from a moment on, level by level. */
    List<Mark> marks(DutyKind kind, String department, LocalDateTime from) {
        return db.sql(
                        """
                        SELECT l.asked, m.at, coalesce(d.here, false) AS here
                        FROM generate_series(1, 4) l(asked), followup.duty_marks(:from::timestamp) m(at)
                        LEFT JOIN LATERAL followup.on_duty(:kind, :department, l.asked, m.at) d ON true
                        ORDER BY l.asked, m.at
                        """)
                .param("kind", kind.name())
                .param("department", department)
                .param("from", from)
                .query((row, _) ->
                        new Mark(
                                DutyLevel.of(row.getInt("asked")),
                                row.getObject("at", LocalDateTime.class),
                                row.getBoolean("here")))
                .list();
    }

    /** Departments with a time in the week to come in which no doctor is on duty. */
    int unmanned(List<String> departments, LocalDateTime from) {
        return db.sql(
                        """
                        SELECT count(*) FROM unnest(:departments::text[]) t(department)
                        WHERE EXISTS (SELECT FROM followup.duty_marks(:from::timestamp) m(at)
                                      WHERE NOT EXISTS (SELECT FROM followup.on_duty('CLINICAL', t.department, 3, m.at) d WHERE d.here))
                        """)
                .param("departments", departments.toArray(String[]::new))
                .param("from", from)
                .query(Integer.class)
                .single();
    }

    /** Departments of patients we have had, for whoever fills the roster in. */
    List<String> departments() {
        return db.sql("SELECT DISTINCT department FROM worklist.task ORDER BY department")
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * A call to the patient after an escalation was raised.
     *
     * @param form by which he was asked in it
     * @param reached whether somebody picked up, and no machine
     */
    record CallBack(
            UUID call,
            @Nullable UUID record,
            @Nullable String form,
            Instant at,
            boolean reached,
            boolean live,
            @Nullable String by) {
        @Override
        public String toString() {
            return "CallBack[" + call + "]";
        }
    }

    List<CallBack> callBacks(Escalation escalation) {
        return db.sql(
                        """
                        SELECT c.id, r.id AS record, r.questionnaire, c.placed_at, c.ended_at IS NULL AS live, m.name,
                               c.answered_at IS NOT NULL AND (a.ended_at IS NULL OR a.reached) AS reached
                        FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        LEFT JOIN followup.record r ON r.call_id = c.id
                        LEFT JOIN staff.member m ON m.id = a.staff_id
                        WHERE a.patient_id = :patient AND c.placed_at > :raised AND a.staff_id IS NOT NULL
                        ORDER BY c.placed_at DESC
                        """)
                .param("patient", escalation.links().patient().value())
                .param("raised", Sql.utc(escalation.times().raised()))
                .query((row, _) ->
                        new CallBack(
                                row.getObject("id", UUID.class),
                                row.getObject("record", UUID.class),
                                row.getString("questionnaire"),
                                Sql.instant(row, "placed_at"),
                                row.getBoolean("reached"),
                                row.getBoolean("live"),
                                row.getString("name")))
                .list();
    }
}
