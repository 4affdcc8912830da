package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.Leases;
import org.aftercall.patient.Span;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The worklists with their hours and crews as rows. */
@Repository
class Lists {
    private static final String ALL =
            """
            SELECT w.*, (SELECT array_agg(staff_id) FROM worklist.crew c WHERE c.worklist_id = w.id) AS crew,
                   (SELECT array_agg(team_id) FROM worklist.crew_team g WHERE g.worklist_id = w.id) AS teams,
                   (SELECT array_agg(m.staff_id) FROM worklist.crew_team g JOIN worklist.team_member m USING (team_id)
                    WHERE g.worklist_id = w.id) AS of_teams,
                   (SELECT array_agg(weekday || ' ' || from_minute || ' ' || until_minute ORDER BY weekday, from_minute)
                    FROM worklist.hours h WHERE h.worklist_id = w.id) AS spans
            FROM worklist.worklist w
            """;

    private final JdbcClient db;
    private final Leases leases;

    Lists(JdbcClient db, Leases leases) {
        this.db = db;
        this.leases = leases;
    }

    /** In the order in which they are served. */
    List<Worklist> all() {
        return db.sql(ALL + " ORDER BY w.priority DESC, w.created_at, w.id")
                .query(Lists::worklist)
                .list();
    }

    Optional<Worklist> find(WorklistId id) {
        return db.sql(ALL + " WHERE w.id = :id")
                .param("id", id.value())
                .query(Lists::worklist)
                .optional();
    }

    /** The first of an empty house: of two applications that start at once one adds it. */
    void addFirst(Worklist list) {
        leases.queue("first-list");
        if (all().isEmpty()) {
            add(list);
        }
    }

    void add(Worklist list) {
        written(
                        list,
                        """
                        INSERT INTO worklist.worklist (id, name, questionnaire, questionnaire_version, zone, mode, ordering, preview_seconds,
                            ring_seconds, max_attempts, callback_grace_minutes, caller_id, starts_on, ends_on, departments,
                            wards, icd10, min_age, max_age, keeps_holidays, priority, max_abandon_percent, detect_machines,
                            same_nurse_minutes, wrap_up_seconds, follow_up_days)
                        VALUES (:id, :name, :questionnaire, :asked, :zone, :mode, :ordering, :preview, :ring, :max, :grace, :caller,
                            :starts, :ends, :departments, :wards, :icd10, :minAge, :maxAge, :holidays, :priority, :abandon, :detect,
                            :same, :wrapUp, :days)
                        """)
                .update();
        writeParts(list);
    }

    /** False when somebody else changed it since that version. */
    boolean change(Worklist list) {
        var changed =
                written(
                                list,
                                """
                                UPDATE worklist.worklist SET name = :name, questionnaire = :questionnaire,
                                    questionnaire_version = :asked, zone = :zone,
                                    mode = :mode, ordering = :ordering, preview_seconds = :preview, ring_seconds = :ring,
                                    max_attempts = :max, callback_grace_minutes = :grace, caller_id = :caller,
                                    starts_on = :starts, ends_on = :ends, departments = :departments, wards = :wards,
                                    icd10 = :icd10, min_age = :minAge, max_age = :maxAge, keeps_holidays = :holidays,
                                    priority = :priority, max_abandon_percent = :abandon, detect_machines = :detect,
                                    same_nurse_minutes = :same, wrap_up_seconds = :wrapUp, follow_up_days = :days,
                                    version = version + 1
                                WHERE id = :id AND version = :version
                                """)
                        .param("version", list.version())
                        .update();
        if (changed == 1) {
            writeParts(list);
        }
        return changed == 1;
    }

    void pause(WorklistId id, @Nullable String why) {
        db.sql(
                        "UPDATE worklist.worklist SET paused = :why::text IS NOT NULL, paused_why = :why WHERE id = :id")
                .param("id", id.value())
                .param("why", why)
                .update();
    }

    private JdbcClient.StatementSpec written(Worklist list, String sql) {
        var manner = list.manner();
        var preview = manner.preview();
        var shown = manner.callerId();
        var wrapUp = manner.wrapUp();
        return db.sql(sql)
                .param("id", list.id().value())
                .param("name", list.name())
                .param("questionnaire", list.questionnaire())
                .param("asked", list.questionnaireVersion())
                .param("zone", list.zone())
                .param("mode", manner.mode().name())
                .param("ordering", manner.ordering().name())
                .param("preview", preview == null ? null : preview.toSeconds())
                .param("ring", manner.ringFor().toSeconds())
                .param("max", manner.maxAttempts())
                .param("grace", manner.callbackGrace().toMinutes())
                .param("caller", shown == null ? null : shown.digits())
                .param("starts", list.season().startsOn())
                .param("ends", list.season().endsOn())
                .param("departments", list.feed().departments().toArray(String[]::new))
                .param("wards", list.feed().wards().toArray(String[]::new))
                .param("icd10", list.feed().icd10().toArray(String[]::new))
                .param("minAge", list.feed().minAge())
                .param("maxAge", list.feed().maxAge())
                .param("holidays", list.keepsHolidays())
                .param("priority", list.priority())
                .param("abandon", manner.ahead().maxAbandonPercent())
                .param("detect", manner.ahead().detectsMachines())
                .param("same", manner.sameNurse().toMinutes())
                .param("wrapUp", wrapUp == null ? null : wrapUp.toSeconds())
                .param("days", manner.followUpDays().toArray(Integer[]::new));
    }

    private void writeParts(Worklist list) {
        for (var table : List.of("hours", "crew", "crew_team")) {
            db.sql("DELETE FROM worklist." + table + " WHERE worklist_id = :id")
                    .param("id", list.id().value())
                    .update();
        }
        list.week().forEach((day, spans) -> spans.forEach(span -> write(list.id(), day, span)));
        for (var team : list.crew().teams()) {
            db.sql("INSERT INTO worklist.crew_team (worklist_id, team_id) VALUES (:id, :team)")
                    .param("id", list.id().value())
                    .param("team", team)
                    .update();
        }
        for (var member : list.crew().named()) {
            db.sql("INSERT INTO worklist.crew (worklist_id, staff_id) VALUES (:id, :member)")
                    .param("id", list.id().value())
                    .param("member", member.value())
                    .update();
        }
    }

    private void write(WorklistId id, DayOfWeek day, Span span) {
        db.sql(
                        """
                        INSERT INTO worklist.hours (worklist_id, weekday, from_minute, until_minute)
                        VALUES (:id, :day, :from, :until)
                        """)
                .param("id", id.value())
                .param("day", day.getValue())
                .param("from", span.from())
                .param("until", span.until())
                .update();
    }

    private static Worklist worklist(ResultSet row, int n) throws SQLException {
        var preview = row.getObject("preview_seconds", Integer.class);
        var paused = row.getString("paused_why");
        var wrapUp = row.getObject("wrap_up_seconds", Integer.class);
        var shown = row.getString("caller_id");
        return new Worklist(
                new WorklistId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("questionnaire"),
                row.getObject("questionnaire_version", Integer.class),
                new Feed(
                        strings(row, "departments"),
                        strings(row, "wards"),
                        strings(row, "icd10"),
                        row.getObject("min_age", Integer.class),
                        row.getObject("max_age", Integer.class)),
                week(row),
                row.getBoolean("keeps_holidays"),
                row.getString("zone"),
                new Worklist.Season(
                        row.getObject("starts_on", LocalDate.class),
                        row.getObject("ends_on", LocalDate.class)),
                new Worklist.Manner(
                        Mode.valueOf(row.getString("mode")),
                        Ordering.valueOf(row.getString("ordering")),
                        preview == null ? null : Duration.ofSeconds(preview),
                        Duration.ofSeconds(row.getInt("ring_seconds")),
                        row.getInt("max_attempts"),
                        Duration.ofMinutes(row.getInt("callback_grace_minutes")),
                        Duration.ofMinutes(row.getInt("same_nurse_minutes")),
                        wrapUp == null ? null : Duration.ofSeconds(wrapUp),
                        shown == null ? null : new CallerId(shown),
                        new Worklist.Ahead(
                                row.getDouble("max_abandon_percent"),
                                row.getBoolean("detect_machines")),
                        List.of((Integer[]) row.getArray("follow_up_days").getArray())),
                crew(row),
                row.getInt("priority"),
                paused == null && row.getBoolean("paused") ? "" : paused,
                row.getInt("version"));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Crew crew(ResultSet row) throws SQLException {
        var named = ids(row, "crew").map(StaffId::new).collect(Collectors.toSet());
        var all = ids(row, "of_teams").map(StaffId::new).collect(Collectors.toSet());
        all.addAll(named);
        return new Crew(named, ids(row, "teams").collect(Collectors.toSet()), all);
    }

    private static Stream<UUID> ids(ResultSet row, String column) throws SQLException {
        var ids = row.getArray(column);
        return ids == null ? Stream.empty() : Arrays.stream((UUID[]) ids.getArray());
    }

    private static Map<DayOfWeek, List<Span>> week(ResultSet row) throws SQLException {
        var week = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        var spans = row.getArray("spans");
        if (spans != null) {
            for (var span : (String[]) spans.getArray()) {
                var n = Arrays.stream(span.split(" ")).mapToInt(Integer::parseInt).toArray();
                week.computeIfAbsent(DayOfWeek.of(n[0]), _ -> new ArrayList<>())
                        .add(new Span(n[1], n[2]));
            }
        }
        return week;
    }
}
