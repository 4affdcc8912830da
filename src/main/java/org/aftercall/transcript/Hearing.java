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
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.aftercall.kernel.AfterCommit;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.RecordingStored;
import org.aftercall.recording.StoreDown;
import org.aftercall.transcript.vosk.SpeechModels;
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

    @Bean
    SpeechModels speechModels(SpeechSettings settings) {
        return new SpeechModels(settings.models());
    }

    @Bean
    Interpreter interpreter(SpeechModels models, SpeechSettings settings) {
        return new Interpreter(models, settings.quietDbfs());
    }

    @Bean
    CustomTask<Void> hearRecording(
            Transcripts transcripts, TranscriptRows rows, SpeechSettings settings) {
        // Words may come late, sound may not: the other job threads stay free for storing.
        var cores = new Semaphore(settings.parallel());
        var quiet = Quietly.threads(settings.parallel());
        return Tasks.custom(HEAR)
                .onFailure((failed, next) -> tryAgain(failed, next, rows))
                .execute((instance, _) -> {
                    if (!cores.tryAcquire()) {
                        return (done, next) ->
                                next.reschedule(done, done.getTimeDone().plusSeconds(1));
                    }
                    try {
                        var id = new RecordingId(UUID.fromString(instance.getId()));
                        await(
                                quiet.submit(() -> {
                                    transcripts.make(id);
                                    return null;
                                }));
                    } finally {
                        cores.release();
                    }
                    return new CompletionHandler.OnCompleteRemove<>();
                });
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("we are stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreDown down) {
                throw down;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void tryAgain(
            ExecutionComplete failed, ExecutionOperations<Void> next, TranscriptRows rows) {
        var id = failed.getExecution().getId();
        var failures = failed.getExecution().consecutiveFailures;
        var cause = failed.getCause().orElse(null);
        log.warn("Recording {} has no words yet: {}", id, String.valueOf(cause));
        // A store may be away for a day; that says nothing about the recording.
        boolean fault = !(cause instanceof StoreDown || cause instanceof CancellationException);
        if (fault && failures >= 5) {
            rows.of(new RecordingId(UUID.fromString(id)))
                    .ifPresent(h -> {
                        rows.state(h.id(), "FAILED");
                        rows.leave(h.id());
                    });
            next.stop();
        } else {
            next.reschedule(failed, failed.getTimeDone().plusSeconds(5L << Math.min(failures, 4)));
        }
    }

    @Bean
    RecurringTask<Void> sweepTranscripts(TranscriptRows rows, SpeechModels models) {
        return Tasks.recurring("transcript-sweep", FixedDelay.ofSeconds(30))
                .execute((_, context) -> {
                    if (models.all().isEmpty()) {
                        return;
                    }
                    var scheduler = context.getSchedulerClient();
                    rows.toMake(SWEEP_BATCH).forEach(r -> schedule(scheduler, r));
                    // Later than any new one, which is due since ever.
                    rows.toMakeAgain(AGAIN_BATCH)
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
