package org.aftercall.worklist;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one row of rules over all lists. */
@Repository
class HouseRules {
    private final JdbcClient db;

    HouseRules(JdbcClient db) {
        this.db = db;
    }

    HouseRule current() {
        return db.sql("SELECT * FROM worklist.house_rule")
                .query((row, _) ->
                        new HouseRule(
                                row.getInt("per_day"),
                                row.getInt("per_week"),
                                new DayParts(row.getInt("afternoon"), row.getInt("evening")),
                                Duration.ofSeconds(row.getInt("wrap_up_seconds"))))
                .single();
    }

    void become(HouseRule rule) {
        db.sql(
                        """
                        UPDATE worklist.house_rule
                        SET per_day = :day, per_week = :week, afternoon = :afternoon, evening = :evening,
                            wrap_up_seconds = :wrapUp
                        """)
                .param("day", rule.perDay())
                .param("week", rule.perWeek())
                .param("afternoon", rule.parts().afternoon())
                .param("evening", rule.parts().evening())
                .param("wrapUp", rule.wrapUp().toSeconds())
                .update();
    }
}
