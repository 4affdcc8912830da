package org.aftercall.call;

import java.util.List;
import java.util.UUID;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lines that live though what they belonged to is over: on a switchboard that was given up for dead
 * and came back, or rung by an application that stood still for too long.
 */
@Component
class Survivors {
    private static final Logger log = LoggerFactory.getLogger(Survivors.class);

    /** A line of no row at all is not ours to judge: another house may share the switchboard. */
    private static final String OVER =
            """
            SELECT l.line FROM unnest(:live) AS l(line)
            WHERE (EXISTS (SELECT FROM call.call c WHERE c.id = l.line OR c.desk_line = l.line)
                   OR EXISTS (SELECT FROM call.seat s WHERE s.line = l.line)
                   OR EXISTS (SELECT FROM call.leg p WHERE p.line = l.line))
              AND NOT EXISTS (SELECT FROM call.call c
                              WHERE (c.id = l.line OR c.desk_line = l.line) AND c.ended_at IS NULL)
              AND NOT EXISTS (SELECT FROM call.seat s WHERE s.line = l.line AND s.ended_at IS NULL)
              AND NOT EXISTS (SELECT FROM call.leg p WHERE p.line = l.line AND p.ended_at IS NULL)
            """;

    private final JdbcClient db;
    private final Switchboard switchboard;

    Survivors(JdbcClient db, Switchboard switchboard) {
        this.db = db;
        this.switchboard = switchboard;
    }

    void hangUp(List<LiveLine> live) {
        for (var line : over(live)) {
            log.warn("Line {} outlived its call and is hung up", line.value());
            switchboard.hangUp(line);
        }
    }

    private List<LineId> over(List<LiveLine> live) {
        if (live.isEmpty()) {
            return List.of();
        }
        return db.sql(OVER)
                .param("live", live.stream().map(l -> l.line().value()).toArray(UUID[]::new))
                .query((row, _) -> new LineId(row.getObject("line", UUID.class)))
                .list();
    }
}
