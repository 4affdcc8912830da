package org.aftercall.recording;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.call.Call;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.AfterCommit;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What of a talk is on no recording: the switchboard writes silence meanwhile, and when the tape is
 * stored the same stretch is silenced once more.
 */
@Service
@Transactional
public class Pauses {
    private static final Logger log = LoggerFactory.getLogger(Pauses.class);

    private final PauseRows rows;
    private final Calls calls;
    private final Switchboard switchboard;
    private final Trace trace;
    private final Clock clock;

    Pauses(PauseRows rows, Calls calls, Switchboard switchboard, Trace trace, Clock clock) {
        this.rows = rows;
        this.calls = calls;
        this.switchboard = switchboard;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * From now on nothing of this talk is recorded, whoever has it, until somebody who has it
     * resumes.
     *
     * @return false when the switchboard did not obey: what is said is taken off when it is stored
     * @throws Refusal when it is not hers, not recorded or paused
     */
    public boolean pause(CallId id, PauseReason why) {
        var call = hers(id);
        if (!rows.begin(id, why, clock.instant(), CurrentUser.get().id().value())) {
            throw new Refusal(Kind.CONFLICT, "pause.already");
        }
        trace.trail().note("recording.pause", "call", id.value(), null, "why=" + why);
        return obeys(call, true);
    }

    /**
     * @throws Refusal when it is not hers or not paused, he has not agreed, or the switchboard did
     *     not obey
     */
    public void resume(CallId id) {
        var call = hers(id);
        if (rows.consent(id).filter(c -> !Boolean.TRUE.equals(c.agreed())).isPresent()) {
            throw new Refusal(Kind.CONFLICT, "pause.consent");
        }
        if (!rows.end(id, clock.instant())) {
            throw new Refusal(Kind.CONFLICT, "pause.none");
        }
        if (!obeys(call, false)) {
            throw notObeyed();
        }
        trace.trail().note("recording.resume", "call", id.value(), null);
    }

    /**
     * He agrees, and is recorded from here on; or he does not, and nothing of this talk is kept.
     *
     * @return false when the switchboard did not obey: his answer stands, and after a yes it is
     *     still paused
     * @throws Refusal when it is not hers or he is not asked in this call
     */
    public boolean answer(CallId id, boolean agreed) {
        var call = hers(id);
        if (rows.consent(id).isEmpty()) {
            throw new Refusal(Kind.CONFLICT, "pause.notAsked");
        }
        return answered(call, agreed, CurrentUser.get().id().value());
    }

    /**
     * The same, as it was written into a form. Says nothing where he is not asked, said so before,
     * or the talk is over: what was not recorded until then is not kept.
     */
    public void heard(CallId id, boolean agreed, UUID who) {
        rows.consent(id)
                .filter(known -> !Boolean.valueOf(agreed).equals(known.agreed()))
                .flatMap(_ -> calls.find(id).filter(Pauses::taped))
                .ifPresent(call -> answered(call, agreed, who));
    }

    private boolean answered(Call call, boolean agreed, UUID who) {
        var id = call.id();
        var now = clock.instant();
        trace.events().publishEvent(new ConsentAnswered(id, agreed, now));
        rows.answered(id, agreed, now, who);
        trace.trail().note("recording.consent", "call", id.value(), null, "agreed=" + agreed);
        if (!agreed) {
            return !rows.begin(id, PauseReason.CONSENT, now, who) || obeys(call, true);
        }
        if (rows.open(id).filter(PauseReason.CONSENT::equals).isEmpty()) {
            return true;
        }
        // The row is what counts: as long as the tape is silent, it says why.
        return obeys(call, false) && rows.end(id, now);
    }

    /**
     * In this call he is asked: until he agrees nothing of it is kept, nor what was said before
     * this was known.
     */
    public void ask(CallId id) {
        if (rows.ask(id)) {
            calls.find(id).filter(Call::recorded).ifPresent(this::unsay);
        }
    }

    private void unsay(Call call) {
        var since = call.times().answered();
        if (since != null && rows.begin(call.id(), PauseReason.CONSENT, since, null)) {
            AfterCommit.run(() -> obeys(call, true));
        }
    }

    /** Until he agrees, nothing that is said stays. */
    @ApplicationModuleListener
    void on(CallAnswered event) {
        if (rows.consent(event.call()).filter(c -> c.agreed() == null).isEmpty()) {
            return;
        }
        if (rows.begin(event.call(), PauseReason.CONSENT, event.at(), null)) {
            obeys(calls.get(event.call()), true);
        }
    }

    /** Why it is paused now. */
    @Transactional(readOnly = true)
    public Optional<PauseReason> now(CallId call) {
        return rows.open(call);
    }

    /**
     * Which of these talks are on no recording now: they are paused, or he has not agreed. What
     * else listens to a talk, for captions, does not listen meanwhile.
     */
    @Transactional(readOnly = true)
    public Set<CallId> quiet(Set<CallId> talks) {
        return talks.isEmpty() ? Set.of() : rows.quiet(talks);
    }

    /** What he said; empty where nobody asks him. */
    @Transactional(readOnly = true)
    public Optional<Consent> consent(CallId call) {
        return rows.consent(call);
    }

    /**
     * What is not on the recording of a call.
     *
     * @param began when its first sample was heard
     * @param lengthMs where an open pause ends
     */
    @Transactional(readOnly = true)
    public List<Gap> gaps(CallId call, @Nullable Instant began, long lengthMs) {
        if (began == null) {
            return List.of();
        }
        return rows.of(call).stream()
                .map(s ->
                        new Gap(
                                Math.clamp(ms(began, s.from()), 0, lengthMs),
                                s.until() == null
                                        ? lengthMs
                                        : Math.clamp(ms(began, s.until()), 0, lengthMs),
                                s.reason()))
                .filter(g -> g.untilMs() > g.fromMs())
                .toList();
    }

    private static long ms(Instant began, Instant at) {
        return Duration.between(began, at).toMillis();
    }

    private Call hers(CallId id) {
        var call = calls.get(id);
        var desk = CurrentUser.get().member().desk();
        if (!call.live() || desk.filter(call::isAt).isEmpty()) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        if (!taped(call)) {
            throw new Refusal(Kind.CONFLICT, "pause.notRecorded");
        }
        return call;
    }

    private static boolean taped(Call call) {
        return call.live() && call.recorded() && call.times().answered() != null;
    }

    /** How the switchboard's disobedience is told to a person, when nothing has changed. */
    public static Refusal notObeyed() {
        return new Refusal(Kind.UNAVAILABLE, "pause.notObeyed");
    }

    /**
     * The rows rule, not the wire: what is said in a pause is silenced when it is stored, and not
     * stored at all unless he agrees.
     */
    private boolean obeys(Call call, boolean on) {
        trace.events().publishEvent(new TapeQuiet(call.id()));
        try {
            if (switchboard.hush(call.line(), on)) {
                return true;
            }
        } catch (WireDown down) {
            log.debug("The wire is down: {}", down.getMessage());
        }
        log.warn("The tape of call {} was not made {}", call.id().value(), on ? "silent" : "loud");
        return false;
    }
}
