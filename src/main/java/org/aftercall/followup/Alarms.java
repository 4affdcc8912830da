package org.aftercall.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aftercall.script.Questionnaires;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.StaffId;
import org.aftercall.transcript.Complaints;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Keeps the escalations of a record in step with its answers: raised with the answer, withdrawn
 * when it was a mistake, fixed by the signature. Always within the transaction of the record.
 */
@Component
class Alarms {
    private final EscalationRows rows;
    private final EscalationSteps steps;
    private final Questionnaires questionnaires;
    private final EscalationSettings settings;
    private final ApplicationEventPublisher events;
    private final DutyClock clock;

    Alarms(
            EscalationRows rows,
            EscalationSteps steps,
            Questionnaires questionnaires,
            EscalationSettings settings,
            ApplicationEventPublisher events,
            DutyClock clock) {
        this.rows = rows;
        this.steps = steps;
        this.questionnaires = questionnaires;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Doing it twice changes nothing.
     *
     * @param who wrote the answers
     */
    void follow(FollowUp record, @Nullable StaffId who) {
        var flags = flags(record);
        var standing = standing(record);
        for (var flag : flags) {
            var before = standing.get(flag.rule());
            if (before == null) {
                if (!raisedBefore(record, flag) && !heardBefore(standing, flag)) {
                    raise(record, flag, second(record, flag, clock.instant()), who);
                }
            } else if (before.state().open() && !before.reason().answer().equals(flag.answer())) {
                rows.revise(before.id(), flag.answer());
                step(before, EscalationSteps.Kind.REVISED, who);
            }
        }
        var fired = flags.stream().map(RedFlag::rule).collect(Collectors.toSet());
        for (var one : standing.values()) {
            var rule = one.reason().rule();
            if (one.state().open() && !rule.equals(Complaint.HEARD) && !fired.contains(rule)) {
                calmed(record, one, who);
            }
        }
    }

    /** What was signed once is somebody's to close, whatever an amendment says of the answer. */
    private void calmed(FollowUp record, Escalation one, @Nullable StaffId who) {
        if (one.times().fixed() == null) {
            rows.withdraw(one.id());
            step(one, EscalationSteps.Kind.WITHDRAWN, who);
            return;
        }
        var now =
                record.answers()
                        .getOrDefault(one.reason().linkId(), JsonNodeFactory.instance.nullNode());
        if (!now.equals(one.reason().answer())) {
            rows.revise(one.id(), now);
            step(one, EscalationSteps.Kind.REVISED, who);
        }
    }

    /**
     * What is signed stays.
     *
     * @param who null when the house signs
     */
    void fix(FollowUp record, @Nullable StaffId who) {
        follow(record, who);
        for (var one : standing(record).values()) {
            if (one.state().open() && one.times().fixed() == null) {
                rows.fix(one.id(), clock.instant());
                step(one, EscalationSteps.Kind.FIXED, who);
            }
        }
    }

    /**
     * What a person heard: raised unless an answer told the same, withdrawn when it was none.
     *
     * @param heard null when nothing that was heard is a complaint
     */
    void heard(FollowUp record, Complaints.@Nullable Heard heard) {
        var standing = standing(record);
        var before = standing.get(Complaint.HEARD);
        if (heard == null) {
            if (before != null && before.state().open() && before.times().fixed() == null) {
                rows.withdraw(before.id());
                step(before, EscalationSteps.Kind.WITHDRAWN, null);
            }
        } else if (standing.values().stream().noneMatch(e -> e.kind() == DutyKind.COMPLAINT)) {
            raise(record, Complaint.heard(heard), heard.second(), null);
        }
    }

    /** Somebody's ear was quicker than the form: it is the same complaint. */
    private static boolean heardBefore(Map<String, Escalation> standing, RedFlag flag) {
        return DutyKind.of(flag.callBack()) == DutyKind.COMPLAINT
                && standing.containsKey(Complaint.HEARD);
    }

    private void raise(
            FollowUp record, RedFlag flag, @Nullable Integer second, @Nullable StaffId who) {
        var now = clock.instant();
        rows.raise(record, flag, second, settings.of(flag.level()), now, clock.at(now))
                .ifPresent(id -> {
                    steps.add(id, EscalationSteps.Kind.RAISED, who, null, null, now);
                    var owner = rows.find(id).map(Escalation::owner).orElse(null);
                    events.publishEvent(new EscalationRaised(id, owner));
                });
    }

    /** What was said before the line broke is in hand since then. */
    private boolean raisedBefore(FollowUp record, RedFlag flag) {
        return record.resumed() != null && rows.raisedBefore(record.id(), flag);
    }

    private void step(Escalation one, EscalationSteps.Kind kind, @Nullable StaffId who) {
        steps.add(one.id(), kind, who, null, null, clock.instant());
        events.publishEvent(new EscalationChanged(one.id(), one.owner()));
    }

    private List<RedFlag> flags(FollowUp record) {
        return questionnaires
                .get(record.questionnaire(), record.questionnaireVersion())
                .redFlags(record.answers());
    }

    private Map<String, Escalation> standing(FollowUp record) {
        return rows.of(record.id()).stream()
                .collect(Collectors.toMap(e -> e.reason().rule(), Function.identity()));
    }

    /** What was written down after the talk has no place in it. */
    private static @Nullable Integer second(FollowUp record, RedFlag flag, Instant now) {
        var told = record.told().get(flag.linkId());
        if (told != null) {
            return Math.toIntExact(told.fromMs() / 1000);
        }
        var answered = record.times().answered();
        var ended = record.times().ended();
        if (answered == null || now.isBefore(answered) || ended != null && now.isAfter(ended)) {
            return null;
        }
        return (int) Duration.between(answered, now).toSeconds();
    }
}
