package org.aftercall.recording;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aftercall.kernel.AfterCommit;
import org.aftercall.kernel.Leases;
import org.aftercall.recording.vault.Vault;
import org.aftercall.telephony.Tapes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of the room: one for each recording, and a sweep for what the jobs missed. */
@Configuration
class Keeping {
    private static final Logger log = LoggerFactory.getLogger(Keeping.class);
    private static final String DRAFTS = "drafts";
    private static final TaskDescriptor<Void> KEEP = TaskDescriptor.of("recording-keep");

    @Bean
    HeadStart headStart(
            Shelf shelf,
            Tapes tapes,
            Vault vault,
            RecordingSettings settings,
            @Value("${aftercall.var:var}") Path home) {
        return new HeadStart(shelf, tapes, vault, home.resolve(DRAFTS), settings.headStartAfter());
    }

    @Bean
    Keeper.Workbench workbench(
            RecordingSettings settings,
            HeadStart headStart,
            @Value("${aftercall.var:var}") Path home) {
        return new Keeper.Workbench(home.resolve(DRAFTS), settings, headStart);
    }

    @Bean
    Keeper keeper(Shelf shelf, Tapes tapes, Vault vault, Clock clock, Keeper.Workbench bench) {
        return new Keeper(shelf, tapes, vault, bench, clock, _ -> {});
    }

    @Bean
    OneTimeTask<Void> keepRecording(Keeper keeper, RecordingRows rows, RecordingSettings settings) {
        return Tasks.oneTime(KEEP)
                .onFailure((failed, next) -> tryAgain(failed, next, settings.retryAtMost()))
                .execute((instance, _) ->
                        rows.find(new RecordingId(UUID.fromString(instance.getId())))
                                .ifPresent(r -> keep(keeper, r)));
    }

    @Bean
    RecurringTask<Void> sweepRecordings(SpoolSweep sweep) {
        return Tasks.recurring("recording-sweep", FixedDelay.ofSeconds(30))
                .execute((_, context) ->
                        sweep.run(id -> schedule(context.getSchedulerClient(), id)));
    }

    /** One application at a time, and after all that is urgent: the old keys go on opening. */
    @Bean
    RecurringTask<Void> relockKeys(Keys keys, Leases leases) {
        return Tasks.recurring("recording-relock", FixedDelay.ofMinutes(1))
                .execute((_, _) -> leases.alone("recording.relock", keys::relock));
    }

    /** Asked often, so that a night in which the house was down is made up for. */
    @Bean
    RecurringTask<Void> nightOfRecordings(Nights nights, Leases leases) {
        return Tasks.recurring("recording-night", FixedDelay.ofMinutes(10))
                .execute((_, _) -> leases.alone("recording.night", nights::ifDue));
    }

    @Bean
    RecurringTask<Void> clearErased(Clearing clearing) {
        return Tasks.recurring("recording-clear", FixedDelay.ofMinutes(1))
                .execute((_, _) -> clearing.run());
    }

    private static void keep(Keeper keeper, Recording recording) {
        try {
            keeper.keep(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Keeper.NotYet("we are stopping");
        }
    }

    /** Runs as soon as the surrounding transaction is committed. */
    static void schedule(SchedulerClient scheduler, RecordingId id) {
        scheduler.scheduleIfNotExists(
                KEEP.instance(id.value().toString()).scheduledTo(Instant.EPOCH));
        AfterCommit.run(() -> {
            if (scheduler instanceof Scheduler all) {
                all.triggerCheckForDueExecutions();
            }
        });
    }

    private static void tryAgain(
            ExecutionComplete failed, ExecutionOperations<Void> next, Duration atMost) {
        int failures = failed.getExecution().consecutiveFailures;
        var cause = failed.getCause().orElse(null);
        // A second, two, four, ...; the first miss is mostly a tape that is not closed yet.
        var pause = Duration.ofMillis(500L << Math.min(failures, 10));
        if (failures > 0 || !(cause instanceof Keeper.NotYet)) {
            log.warn(
                    "Recording {} has to wait, try {}: {}",
                    failed.getExecution().getId(),
                    failures + 1,
                    String.valueOf(cause));
        }
        next.reschedule(
                failed, failed.getTimeDone().plus(pause.compareTo(atMost) < 0 ? pause : atMost));
    }
}
