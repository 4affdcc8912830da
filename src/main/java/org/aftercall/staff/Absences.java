package org.aftercall.staff;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who shut her laptop and went home is off duty, though she never signed out: what was given to her
 * is covered by the others.
 */
@Component
class Absences {
    /** As long as a session lives without a sign of life. */
    private static final Duration AT_LEAST = Duration.ofMinutes(30);

    private final JdbcClient db;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Absences(JdbcClient db, ApplicationEventPublisher events, Clock clock) {
        this.db = db;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${aftercall.staff.absences-every:1m}",
            fixedDelayString = "${aftercall.staff.absences-every:1m}")
    @Transactional
    public void look() {
        gone().forEach(id -> events.publishEvent(new PresenceChanged(id, Presence.OFFLINE)));
    }

    /** Never in a call or its write-up, which outlive every browser. */
    private List<StaffId> gone() {
        return db.sql(
                        """
                        UPDATE staff.member m SET presence = 'OFFLINE', presence_since = :now, paused_why = NULL
                        WHERE presence IN ('READY', 'PAUSED') AND presence_since < :since
                          AND NOT EXISTS (SELECT FROM session.spring_session s WHERE s.principal_name = m.id::text
                                          AND s.expiry_time > extract(epoch FROM now()) * 1000)
                        RETURNING id
                        """)
                .param("now", Sql.utc(clock.instant()))
                .param("since", Sql.utc(clock.instant().minus(AT_LEAST)))
                .query((row, _) -> new StaffId(row.getObject("id", UUID.class)))
                .list();
    }
}
