package org.aftercall.followup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Refusal;
import org.aftercall.worklist.Disposition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records of talks that their nurses left unsigned: shown to the supervisor, and in the end signed
 * by the house, so that no patient is out of everybody's reach for good. What was written stays.
 */
@Component
public class Unsigned {
    private static final Logger log = LoggerFactory.getLogger(Unsigned.class);

    private final Rows rows;
    private final FollowUps followUps;
    private final Outcomes outcomes;
    private final Signatures signatures;
    private final Timing timing;
    private final TransactionTemplate transaction;

    /** When it is late, and who looks. */
    @Component
    record Timing(FollowUpSettings settings, Leases leases, Clock clock) {
        Instant before(Duration age) {
            return clock.instant().minus(age);
        }
    }

    Unsigned(
            Rows rows,
            FollowUps followUps,
            Outcomes outcomes,
            Signatures signatures,
            Timing timing,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.followUps = followUps;
        this.outcomes = outcomes;
        this.signatures = signatures;
        this.timing = timing;
        this.transaction = transaction;
    }

    /** Those whose talk ended so long ago that a supervisor should know, the oldest first. */
    @Transactional(readOnly = true)
    public List<FollowUp> late(DataScope scope) {
        return rows.unsigned(timing.before(timing.settings().alarmAfter())).stream()
                .filter(r -> scope.covers(r.links().department()))
                .toList();
    }

    @Scheduled(fixedDelayString = "${aftercall.followup.look-every:1m}")
    void look() {
        timing.leases().alone("unsigned-records", this::signAll);
    }

    private void signAll() {
        var before = timing.before(timing.settings().unsignedAfter());
        for (var record : rows.unsigned(before)) {
            if (record.times().saved().isBefore(before)) {
                try {
                    transaction.executeWithoutResult(_ -> sign(record));
                } catch (Refusal signedMeanwhile) {
                    log.debug("Record {} was not lost: {}", record.id(), signedMeanwhile.code());
                }
            }
        }
    }

    private void sign(FollowUp record) {
        var questionnaire = followUps.questionnaire(record);
        var next = outcomes.settle(record.links().attempt(), Disposition.RECORD_LOST, null);
        var axes = record.axes();
        var least = Judgement.gravest(questionnaire.redFlags(record.answers()));
        var said = Objects.requireNonNullElse(axes.clinical(), Clinical.NONE);
        var lost =
                record.with(
                        questionnaire.counting(record.answers()),
                        record.note(),
                        new FollowUp.Axes(
                                axes.line(),
                                Objects.requireNonNullElse(axes.reached(), Reached.PATIENT),
                                axes.relation(),
                                Judgement.completion(record, questionnaire),
                                questionnaire.completion(record.answers()).at(),
                                least.compareTo(said) > 0 ? least : said,
                                axes.q850()),
                        Disposition.RECORD_LOST);
        signatures.sign(lost, record.version(), null, next, null);
    }
}
