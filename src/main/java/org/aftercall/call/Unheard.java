package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Optional;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who called in and gave up while nobody of us listened, read from the switchboards' books: each
 * becomes a call that is over, so that he is owed one.
 */
@Component
class Unheard {
    private static final Logger log = LoggerFactory.getLogger(Unheard.class);

    /** What was heard a moment before the end may not have been written down. */
    private static final Duration BEFORE = Duration.ofSeconds(15);

    /** More than the dialplan lets a caller's telephone ring without us. */
    private static final Duration RINGS_FOR = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(7);

    private final CallRows rows;
    private final Switchboard switchboard;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Unheard(
            CallRows rows,
            Switchboard switchboard,
            ApplicationEventPublisher events,
            JdbcClient db,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.switchboard = switchboard;
        this.events = events;
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Async
    @TransactionalEventListener
    void on(WireChanged wire) {
        if (wire.up()) {
            look(true);
        }
    }

    @Scheduled(fixedDelayString = "${aftercall.call.sweep-every:5s}")
    void look() {
        if (switchboard.state() instanceof WireState.Up) {
            look(false);
        }
    }

    private void look(boolean back) {
        try {
            transaction.executeWithoutResult(_ -> listening(clock.instant(), back));
        } catch (WireDown down) {
            log.debug("The wire is down, no book is read: {}", down.getMessage());
        }
    }

    /** Notes that we listen, and reads the books when nobody did for a while. */
    private void listening(Instant asked, boolean back) {
        var until = until(asked);
        if (until.isPresent() && (back || until.get().plus(BEFORE).isBefore(asked))) {
            var since = until.get().minus(BEFORE);
            var oldest = asked.minus(LONGEST);
            lost(since.isBefore(oldest) ? oldest : since, asked);
        }
        // Nor does a clock that was set back make us read the same again and again.
        db.sql(
                        """
                        INSERT INTO call.listened (until) VALUES (:now)
                        ON CONFLICT (one) DO UPDATE SET until = excluded.until
                        """)
                .param("now", Sql.utc(asked))
                .update();
    }

    /** Locked, so that of several applications one reads; empty when this house is new. */
    private Optional<Instant> until(Instant asked) {
        return db.sql("SELECT least(until, :now) FROM call.listened FOR UPDATE")
                .param("now", Sql.utc(asked))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    private void lost(Instant since, Instant asked) {
        var roll = switchboard.roll();
        var live = roll.lines().stream().map(LiveLine::line).toList();
        for (var caller : lastOfEach(switchboard.callersSince(since))) {
            var id = new CallId(caller.line().value());
            if (live.contains(caller.line()) || rows.find(id).isPresent()) {
                continue;
            }
            var end = switchboard.memoryOf(caller.line());
            var mayLive =
                    roll.unseen().test(caller.line())
                            || caller.at().isAfter(asked.minus(RINGS_FOR));
            if (end.isEmpty() && mayLive) {
                continue;
            }
            // Who talks with us now under that number needs no call back.
            if (rows.addCaller(Call.arrived(id, caller.from(), caller.at()))) {
                var ended = end.orElseGet(() -> forgotten(caller.line(), asked));
                rows.ended(id, ended);
                log.info("Caller {} came while nobody listened", id.value());
                events.publishEvent(new CallEnded(id, ended.at(), false));
                events.publishEvent(new CallerGone(id));
            }
        }
    }

    /** Who tried again and again is called back once. */
    private static Collection<LineEvent.Arrived> lastOfEach(Collection<LineEvent.Arrived> callers) {
        var last = new HashMap<Optional<PhoneNumber>, LineEvent.Arrived>();
        callers.forEach(caller -> last.put(Optional.ofNullable(caller.from()), caller));
        return last.values();
    }

    private static LineEvent.Ended forgotten(LineId line, Instant asked) {
        return new LineEvent.Ended(line, asked, LineResult.TECHNICAL, true, 0);
    }
}
