package org.aftercall.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.intake.Import.Action;
import org.aftercall.intake.Import.Row;
import org.aftercall.intake.Import.State;
import org.aftercall.patient.Admitted;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Patients;
import org.aftercall.worklist.Worklists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a list batch by batch. A row is marked done in the transaction that wrote it, so a commit
 * that was killed goes on where it was.
 */
@Component
class Commit {
    private static final Logger log = LoggerFactory.getLogger(Commit.class);

    private final ImportTable imports;
    private final RowTable rows;
    private final Preview preview;
    private final Writing writing;
    private final TransactionTemplate tx;
    private final Clock clock;
    private final ConcurrentHashMap<UUID, Thread> running = new ConcurrentHashMap<>();

    Commit(
            ImportTable imports,
            RowTable rows,
            Preview preview,
            Writing writing,
            TransactionTemplate tx,
            Clock clock) {
        this.imports = imports;
        this.rows = rows;
        this.preview = preview;
        this.writing = writing;
        this.tx = tx;
        this.clock = clock;
    }

    /** What writing one row needs. */
    @Component
    static class Writing {
        private final Patients patients;
        private final Worklists worklists;
        private final Targets targets;
        private final IntakeSettings settings;

        Writing(Patients patients, Worklists worklists, Targets targets, IntakeSettings settings) {
            this.patients = patients;
            this.worklists = worklists;
            this.targets = targets;
            this.settings = settings;
        }

        int batch() {
            return settings.batch();
        }

        Targets.Chosen targets(Import list) {
            return targets.chosen(list.by().worklist());
        }

        Admitted.Change write(Discharge discharge, Targets.Chosen targets) {
            var department = discharge.stay().place().department();
            var list = targets.of(discharge).orElseThrow();
            var admitted = patients.admit(discharge);
            if (admitted.change() != Admitted.Change.CONFLICT) {
                var day = discharge.stay().dischargedOn().plusDays(settings.dueAfter().toDays());
                var hours = worklists.hours(list);
                var zone = ZoneId.of(list.zone());
                Instant due =
                        patients.opening(admitted.patient(), day, hours)
                                .or(() ->
                                        hours.nextOpening(day.atStartOfDay(zone).toInstant(), zone))
                                .orElse(day.atStartOfDay(zone).toInstant());
                worklists.owe(admitted.patient(), admitted.encounter(), department, due, list.id());
            }
            return admitted.change();
        }
    }

    /** Goes on in the background; asking again while it runs changes nothing. */
    void start(UUID id) {
        running.computeIfAbsent(
                id,
                key ->
                        Thread.ofVirtual()
                                .name("import-" + key)
                                .start(() -> {
                                    try {
                                        run(key);
                                    } catch (RuntimeException e) {
                                        log.error(
                                                "Import {} stopped; commit it again to go on",
                                                key,
                                                e);
                                    } finally {
                                        running.remove(key);
                                    }
                                }));
    }

    /** What was on when we last went down. */
    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        imports.committing().forEach(this::start);
    }

    void run(UUID id) {
        while (Boolean.TRUE.equals(tx.execute(status -> batch(id)))) {
            Thread.yield();
        }
    }

    /** Returns whether there may be more to do. */
    boolean batch(UUID id) {
        var list = imports.lock(id).orElseThrow();
        if (list.state() != State.COMMITTING) {
            return false;
        }
        var toDo = rows.toDo(id, writing.batch());
        var targets = writing.targets(list);
        for (var row : toDo) {
            write(list, row, targets);
        }
        imports.count(id);
        if (toDo.size() < writing.batch()) {
            imports.state(id, State.COMMITTED, clock.instant());
            return false;
        }
        return true;
    }

    private void write(Import list, Row row, Targets.Chosen targets) {
        switch (preview.read(list.source().header(), row.cells())) {
            case RowReading.Outcome.Bad(var faults) -> refuse(list, row, faults.getFirst());
            case RowReading.Outcome.Good(var discharge) -> {
                var department = discharge.stay().place().department();
                if (targets.of(discharge).isEmpty()) {
                    refuse(
                            list,
                            row,
                            Fault.of("department.worklist", Field.DEPARTMENT, department));
                    return;
                }
                switch (writing.write(discharge, targets)) {
                    case CREATED -> rows.done(list.id(), row.line(), Action.CREATE);
                    // Somebody else brought the same row meanwhile: that is done, too.
                    case UPDATED, UNCHANGED -> rows.done(list.id(), row.line(), Action.UPDATE);
                    case CONFLICT -> refuse(list, row, Preview.conflict(discharge));
                }
            }
        }
    }

    private void refuse(Import list, Row row, Fault fault) {
        rows.done(list.id(), row.line(), Action.ERROR);
        rows.fault(list.id(), row.line(), fault);
    }
}
