package org.aftercall.transcript;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.aftercall.kernel.AfterCommit;
import org.aftercall.kernel.Quietly;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.RecordingStored;
import org.aftercall.recording.StoreDown;
import org.aftercall.transcript.engine.EngineDown;
import org.aftercall.transcript.vosk.SpeechModels;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** The jobs of the room: one for each recording, and a sweep for those that wait for a model. */
@Configuration
class Hearing {
    private static final Logger log = LoggerFactory.getLogger(Hearing.class);
    private static final TaskDescriptor<Void> HEAR = TaskDescriptor.of("transcript-hear");
    private static final int SWEEP_BATCH = 200;
    private static final int AGAIN_BATCH = 30;

    /** When to try again what is not in our hands. */
    private static final Duration AWAY = Duration.ofSeconds(30);

    @Bean
    SpeechModels speechModels(SpeechSettings settings) {
        return new SpeechModels(settings.models(), settings.boostedModels());
    }

    @Bean
    Interpreter interpreter(SpeechSettings settings) {
        return new Interpreter(settings.quietDbfs());
    }

    @Bean
    CustomTask<Void> hearRecording(
            Transcripts transcripts,
            TranscriptRows rows,
            Transcripts.Writing writing,
            AgainRows again,
            SpeechSettings settings) {
        // Words may come late, sound may not: the other job threads stay free for storing.
        var cores = new Semaphore(settings.parallel());
        var server = new Semaphore(1);
        var quiet = Quietly.threads("listening-", settings.parallel());
        return Tasks.custom(HEAR)
                .onFailure((failed, next) -> tryAgain(failed, next, rows, writing, again))
                .execute((instance, _) -> {
                    if (cores.availablePermits() == 0
                            && (!transcripts.mayBeAway() || server.availablePermits() == 0)) {
                        return later(Duration.ofSeconds(1));
                    }
                    var id = new RecordingId(UUID.fromString(instance.getId()));
                    // Who waits for a server holds up nobody whom we can listen to
                    // ourselves.
                    boolean away = transcripts.away(id);
                    var place = away ? server : cores;
                    if (!place.tryAcquire()) {
                        return later(Duration.ofSeconds(1));
                    }
                    var work =
                            new FutureTask<@Nullable Void>(() -> {
                                transcripts.make(id);
                                return null;
                            });
                    try {
                        if (away) {
                            work.run();
                        } else {
                            quiet.execute(work);
                        }
                        return end(id, work);
                    } finally {
                        place.release();
                    }
                });
    }

    private static CompletionHandler<Void> later(Duration after) {
        return (done, next) -> next.reschedule(done, done.getTimeDone().plus(after));
    }

    private static CompletionHandler<Void> end(RecordingId id, Future<?> work) {
        try {
            work.get();
            return new CompletionHandler.OnCompleteRemove<>();
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("we are stopping");
        } catch (ExecutionException e) {
            // A store or a server may be away for a day; that says nothing about the recording.
            if (e.getCause() instanceof StoreDown || e.getCause() instanceof EngineDown) {
                log.debug("Recording {} has no words yet: {}", id.value(), e.getCause().toString());
                return later(AWAY);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void tryAgain(
            ExecutionComplete failed,
            ExecutionOperations<Void> next,
            TranscriptRows rows,
            Transcripts.Writing writing,
            AgainRows again) {
        var id = failed.getExecution().getId();
        var failures = failed.getExecution().consecutiveFailures;
        var cause = failed.getCause().orElse(null);
        log.warn("Recording {} has no words yet: {}", id, String.valueOf(cause));
        if (!(cause instanceof CancellationException) && failures >= 5) {
            rows.of(new RecordingId(UUID.fromString(id)))
                    .ifPresent(h -> {
                        writing.hopeless(h, "FAILED");
                        again.leave(h.id());
                    });
            next.stop();
        } else {
            next.reschedule(failed, failed.getTimeDone().plusSeconds(5L << Math.min(failures, 4)));
        }
    }

    @Bean
    RecurringTask<Void> sweepTranscripts(TranscriptRows rows, AgainRows again, Engines engines) {
        return Tasks.recurring("transcript-sweep", FixedDelay.ofSeconds(30))
                .execute((_, context) -> {
                    if (engines.all().isEmpty()) {
                        return;
                    }
                    var scheduler = context.getSchedulerClient();
                    rows.toMake(SWEEP_BATCH).forEach(r -> schedule(scheduler, r));
                    // Later than any new one, which is due since ever.
                    again.next(AGAIN_BATCH)
                            .forEach(r ->
                                    scheduler.scheduleIfNotExists(
                                            HEAR.instance(r.value().toString())
                                                    .scheduledTo(Instant.now())));
                });
    }

    /** Runs as soon as the surrounding transaction is committed. */
    static void schedule(SchedulerClient scheduler, RecordingId id) {
        scheduler.scheduleIfNotExists(
                HEAR.instance(id.value().toString()).scheduledTo(Instant.EPOCH));
        AfterCommit.run(() -> {
            if (scheduler instanceof Scheduler all) {
                all.triggerCheckForDueExecutions();
            }
        });
    }

    /** Hears that there is something to listen to. */
    @Component
    static class Entrance {
        private final TranscriptRows rows;
        private final Scheduler scheduler;

        Entrance(TranscriptRows rows, Scheduler scheduler) {
            this.rows = rows;
            this.scheduler = scheduler;
        }

        @ApplicationModuleListener
        void on(RecordingStored event) {
            rows.expect(event.recording(), event.call());
            schedule(scheduler, event.recording());
        }
    }
}
