package org.aftercall.patient;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Public holidays, and weekend days worked in exchange. */
@Repository
public class Calendar {
    private final JdbcClient db;

    Calendar(JdbcClient db) {
        this.db = db;
    }

    /** A day that is not what its weekday says. */
    public record Day(LocalDate day, CallingHours.DayKind kind, String name) {}

    public List<Day> of(int year) {
        return db.sql(
                        "SELECT * FROM patient.calendar_day WHERE extract(year FROM day) = :year ORDER BY day")
                .param("year", year)
                .query((row, _) ->
                        new Day(
                                row.getObject("day", LocalDate.class),
                                CallingHours.DayKind.valueOf(row.getString("kind")),
                                row.getString("name")))
                .list();
    }

    /** The days from the day before to a year and more after that moment. */
    public Map<LocalDate, CallingHours.DayKind> around(Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return db
                .sql("SELECT day, kind FROM patient.calendar_day WHERE day BETWEEN :from AND :to")
                .param("from", day.minusDays(2))
                .param("to", day.plusDays(450))
                .query((row, _) ->
                        Map.entry(
                                row.getObject("day", LocalDate.class),
                                CallingHours.DayKind.valueOf(row.getString("kind"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** That year becomes exactly this. */
    @Transactional
    public void become(int year, List<Day> days) {
        db.sql("DELETE FROM patient.calendar_day WHERE extract(year FROM day) = :year")
                .param("year", year)
                .update();
        for (var day : days) {
            db.sql("INSERT INTO patient.calendar_day (day, kind, name) VALUES (:day, :kind, :name)")
                    .param("day", Date.valueOf(day.day()))
                    .param("kind", day.kind().name())
                    .param("name", day.name())
                    .update();
        }
    }
}
