package org.aftercall.intake;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.aftercall.audit.AuditTrail;
import org.aftercall.intake.Import.Broken;
import org.aftercall.intake.Import.Counts;
import org.aftercall.intake.Import.Problem;
import org.aftercall.intake.Import.Row;
import org.aftercall.intake.Import.Source;
import org.aftercall.intake.Import.State;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes discharge lists: first a preview, then, when somebody has looked at it, the commit. */
@Component
public class Intake {
    private static final int SHOWN_IMPORTS = 100;

    private final ImportTable imports;
    private final RowTable rows;
    private final Preview preview;
    private final Commit commit;
    private final Targets targets;
    private final Trail trail;

    Intake(
            ImportTable imports,
            RowTable rows,
            Preview preview,
            Commit commit,
            Targets targets,
            Trail trail) {
        this.imports = imports;
        this.rows = rows;
        this.preview = preview;
        this.commit = commit;
        this.targets = targets;
        this.trail = trail;
    }

    /** Transactions, the hour, and a note of who did what. */
    @Component
    record Trail(TransactionTemplate tx, Clock clock, AuditTrail audit) {}

    /**
     * Reads a list through and keeps what would become of it; no patient is written.
     *
     * @param worklist where its patients shall go; null: to their department's list
     * @throws Refusal when that worklist is not the caller's to use
     */
    public Import take(String fileName, InputStreamSource file, @Nullable UUID worklist)
            throws IOException {
        var me = CurrentUser.get();
        if (worklist != null && !targets.open(worklist, me.scope())) {
            throw new Refusal(Kind.INVALID, "import.worklist");
        }
        var by = new Import.Handing(me.id().value(), me.name(), worklist, trail.clock.instant());
        var id = Ids.next();
        Import taken;
        try {
            taken = read(id, plain(fileName), file, by, me);
        } catch (Unreadable e) {
            taken =
                    refused(
                            id,
                            new Source(plain(fileName), null, null, List.of()),
                            e.problem(),
                            by);
        }
        trail.audit.note("import.preview", "import", id, null, "rows=" + taken.counts().rows());
        return taken;
    }

    private Import read(
            UUID id, String name, InputStreamSource file, Import.Handing by, CurrentUser me)
            throws IOException, Unreadable {
        var list = ListFile.of(file);
        var source =
                new Source(
                        name,
                        list.encoding().charset().name(),
                        list.encoding().why(),
                        list.header().columns());
        var fresh =
                new Import(id, source, State.PREVIEW, Counts.NONE, list.header().problems(), by);
        if (!fresh.problems().isEmpty()) {
            imports.add(fresh);
            return fresh;
        }
        try {
            inOne(() -> {
                imports.add(fresh);
                preview.read(fresh, list, me.scope());
                imports.count(id);
            });
        } catch (Unreadable e) {
            return refused(id, source, e.problem(), by);
        }
        return imports.find(id).orElseThrow();
    }

    private Import refused(UUID id, Source source, Problem problem, Import.Handing by) {
        var refused = new Import(id, source, State.PREVIEW, Counts.NONE, List.of(problem), by);
        imports.add(refused);
        return refused;
    }

    private interface Reading {
        void run() throws IOException, Unreadable;
    }

    /** All rows of a preview or none. */
    private void inOne(Reading reading) throws IOException, Unreadable {
        var failed =
                trail.tx.execute(status -> {
                    try {
                        reading.run();
                        return Optional.<Exception>empty();
                    } catch (IOException | Unreadable e) {
                        status.setRollbackOnly();
                        return Optional.<Exception>of(e);
                    }
                });
        if (failed.isPresent()) {
            if (failed.get() instanceof Unreadable unreadable) {
                throw unreadable;
            }
            throw (IOException) failed.get();
        }
    }

    /**
     * @throws Refusal when there is none the caller may see: her own, or all for whom all
     *     departments are open
     */
    public Import get(UUID id) {
        var me = CurrentUser.get();
        return imports.find(id)
                .filter(i -> i.state() != State.DISCARDED)
                .filter(i -> me.scope().all() || me.id().value().equals(i.by().staff()))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "import.unknown"));
    }

    /** Those the caller may see, the newest first. */
    public List<Import> all() {
        var me = CurrentUser.get();
        return imports.all(me.scope().all(), me.id().value(), SHOWN_IMPORTS);
    }

    public List<Row> rows(Import list, int limit) {
        return rows.first(list.id(), limit);
    }

    public List<Broken> faults(Import list, int limit) {
        return rows.faults(list.id(), limit);
    }

    /** All faults of those rows. */
    public List<Broken> faults(Import list, List<Row> page) {
        return page.isEmpty()
                ? List.of()
                : rows.faults(list.id(), page.getFirst().line(), page.getLast().line());
    }

    /** The rows that cannot be taken, page by page; noted, as it is an export. */
    public void broken(Import list, Consumer<List<Row>> pages) {
        trail.audit.note("import.errors", "import", list.id(), null);
        rows.each(list.id(), pages);
    }

    /**
     * Starts writing the rows that are in order. Asking again is harmless: what is written stays
     * written once, what was cut off goes on.
     */
    public Import commit(UUID id) {
        var list = get(id);
        switch (list.state()) {
            case PREVIEW -> begin(list);
            case COMMITTING -> commit.start(id);
            case COMMITTED, DISCARDED -> {}
        }
        return get(id);
    }

    private void begin(Import list) {
        if (!list.problems().isEmpty()) {
            throw new Refusal(Kind.INVALID, "import.problems");
        }
        if (list.counts().rows() == list.counts().errors()) {
            throw new Refusal(Kind.INVALID, "import.nothing");
        }
        var scope = CurrentUser.get().scope();
        for (var department : rows.departments(list.id())) {
            if (!scope.covers(department)) {
                throw new Refusal(Kind.FORBIDDEN, "import.department", department);
            }
        }
        trail.tx.executeWithoutResult(status -> {
            var now = imports.lock(list.id()).orElseThrow();
            if (now.state() == State.PREVIEW) {
                imports.state(list.id(), State.COMMITTING, trail.clock.instant());
            }
        });
        trail.audit.note(
                "import.commit",
                "import",
                list.id(),
                null,
                "create=" + list.counts().create() + " update=" + list.counts().update());
        commit.start(list.id());
    }

    /** Throws a preview away, rows and all. */
    public void discard(UUID id) {
        get(id);
        trail.tx.executeWithoutResult(status -> {
            var list = imports.lock(id).orElseThrow();
            switch (list.state()) {
                case PREVIEW -> {
                    rows.forget(id);
                    imports.state(id, State.DISCARDED, trail.clock.instant());
                }
                case COMMITTING -> throw new Refusal(Kind.CONFLICT, "import.busy");
                case COMMITTED -> throw new Refusal(Kind.CONFLICT, "import.done");
                case DISCARDED -> {}
            }
        });
        trail.audit.note("import.discard", "import", id, null);
    }

    /** The last part of the path a browser sent, without anything that does not print. */
    private static String plain(String fileName) {
        var name =
                fileName.substring(
                                Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                        .replaceAll("[\\p{Cntrl}\\p{Cs}]", "")
                        .strip();
        var shown = name.length() > 200 ? name.substring(name.length() - 200) : name;
        return shown.isEmpty() ? "list.csv" : shown;
    }
}
