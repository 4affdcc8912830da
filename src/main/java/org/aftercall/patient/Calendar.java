package org.aftercall.patient;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Public holidays, and weekend days worked in exchange. */
@Repository
public class Calendar {
    /**
     * Those of the statutory holidays that the sun rules: State Council Decree 795 of 2024, article
     * 2. The moon's, and what is swapped, are announced each November.
     */
    private static final List<MonthDay> EVERY_YEAR =
            List.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(5, 1),
                    MonthDay.of(5, 2),
                    MonthDay.of(10, 1),
                    MonthDay.of(10, 2),
                    MonthDay.of(10, 3));

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

    /**
     * The days of the year of that moment, the one before and the two after. Of a year that nobody
     * entered yet those are kept that are the same every year.
     */
    public Map<LocalDate, CallingHours.DayKind> around(Instant now) {
        var year = LocalDate.ofInstant(now, ZoneOffset.UTC).getYear();
        var days = new HashMap<LocalDate, CallingHours.DayKind>();
        db.sql("SELECT day, kind FROM patient.calendar_day WHERE day >= :from AND day < :to")
                .param("from", LocalDate.of(year - 1, 1, 1))
                .param("to", LocalDate.of(year + 3, 1, 1))
                .query(row -> {
                    days.put(
                            row.getObject("day", LocalDate.class),
                            CallingHours.DayKind.valueOf(row.getString("kind")));
                });
        var entered = days.keySet().stream().map(LocalDate::getYear).collect(Collectors.toSet());
        for (var of : List.of(year - 1, year, year + 1, year + 2)) {
            if (!entered.contains(of)) {
                EVERY_YEAR.forEach(day -> days.put(day.atYear(of), CallingHours.DayKind.HOLIDAY));
            }
        }
        return days;
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
