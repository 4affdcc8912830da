package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.TestClock;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.recording.CallIds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Speech;
import org.aftercall.recording.Voices;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Synthesised talks that go through the whole house. */
@TestComponent
class Spoken {
    private final JdbcClient db;
    private final TestClock clock;
    private final Recordings recordings;
    private final Transcripts transcripts;
    private final Scheduler scheduler;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Path tapes;

    Spoken(
            JdbcClient db,
            TestClock clock,
            Recordings recordings,
            Transcripts transcripts,
            Scheduler scheduler,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            @Value("${aftercall.telephony.spool}") Path tapes) {
        this.db = db;
        this.clock = clock;
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.scheduler = scheduler;
        this.events = events;
        this.transaction = transaction;
        this.tapes = tapes;
    }

    static Speech.Talk talk(String voice, List<Speech.Line> nurse, List<Speech.Line> patient)
            throws Exception {
        return Speech.Talk.of(said(voice + "+f4", nurse), said(voice + "+m3", patient));
    }

    /** The first sentences of both prompts. */
    static Speech.Talk prompts(String language, int sentences) throws Exception {
        return talk(
                language.equals("en") ? "en-us" : "cmn-latn-pinyin",
                Speech.prompt("nurse-" + language).subList(0, sentences),
                Speech.prompt("patient-" + language).subList(0, sentences));
    }

    private static List<short[]> said(String voice, List<Speech.Line> lines) throws Exception {
        var all = new ArrayList<short[]>();
        for (var line : lines) {
            all.add(Speech.say(voice, line));
        }
        return all;
    }

    /** A call that has just ended, on the tape. */
    CallId recorded(Speech.Talk talk, @Nullable String language) throws Exception {
        var call = CallIds.over(db, clock.instant(), true);
        Voices.write(tapes.resolve(call.value() + ".raw"), talk.nurse(), talk.patient());
        recordings.label(
                call, new Recording.Label(UUID.randomUUID(), "Cardiology", "N", "P", language));
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
        return call;
    }

    Transcripts.Summary awaited(CallId call, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(summary(call).state()).isEqualTo(state));
        return summary(call);
    }

    Transcripts.Summary summary(CallId call) {
        var all = transcripts.of(List.of(call));
        assertThat(all).containsKey(call);
        return Objects.requireNonNull(all.get(call));
    }

    List<Utterance> words(CallId call) {
        return transcripts.words(awaited(call, "READY").id());
    }

    String said(CallId call, Speaker who) {
        return String.join(
                " ",
                words(call).stream().filter(u -> u.speaker() == who).map(Utterance::text).toList());
    }

    /** Does not wait for the next time of a job that tries again. */
    void tryNow(CallId call) {
        var job =
                TaskInstanceId.of(
                        "transcript-hear",
                        recordings.of(call).orElseThrow().id().value().toString());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    var execution = scheduler.getScheduledExecution(job);
                    return execution.isPresent()
                            && !execution.get().isPicked()
                            && scheduler.reschedule(job, Instant.EPOCH);
                });
        scheduler.triggerCheckForDueExecutions();
    }

    void sweep() {
        scheduler.reschedule(
                TaskInstanceId.of("transcript-sweep", RecurringTask.INSTANCE), Instant.EPOCH);
        scheduler.triggerCheckForDueExecutions();
    }
}
