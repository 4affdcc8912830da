package org.aftercall.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aftercall.intake.CsvLines.Line;
import org.aftercall.intake.Import.Action;
import org.aftercall.intake.Import.Row;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Home;
import org.aftercall.patient.Patients;
import org.springframework.stereotype.Component;

/** Reads a list through once and says of every row what would become of it. */
@Component
class Preview {
    private static final int AT_ONCE = 1000;

    private final Patients patients;
    private final RowTable rows;
    private final Targets targets;
    private final IntakeSettings settings;
    private final Clock clock;

    Preview(
            Patients patients,
            RowTable rows,
            Targets targets,
            IntakeSettings settings,
            Clock clock) {
        this.patients = patients;
        this.rows = rows;
        this.targets = targets;
        this.settings = settings;
        this.clock = clock;
    }

    /** What one pass keeps in memory: the keys it has seen, and the rows it judges next. */
    private record Pass(
            Import list,
            Header header,
            DataScope scope,
            Targets.Chosen target,
            Map<String, Integer> seen,
            List<Line> lines) {}

    void read(Import list, ListFile file, DataScope scope) throws IOException, Unreadable {
        var pass =
                new Pass(
                        list,
                        file.header(),
                        scope,
                        targets.chosen(list.by().worklist()),
                        new HashMap<>(),
                        new ArrayList<>());
        int count = 0;
        try (var lines = file.lines()) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (++count > settings.maxRows()) {
                    throw new Unreadable("rows", settings.maxRows());
                }
                pass.lines().add(line.get());
                if (pass.lines().size() == AT_ONCE) {
                    judge(pass);
                }
            }
        }
        judge(pass);
        if (count == 0) {
            throw new Unreadable("norows");
        }
    }

    private void judge(Pass pass) {
        if (pass.lines().isEmpty()) {
            return;
        }
        var readings = new ArrayList<RowReading.Outcome>();
        var good = new ArrayList<Discharge>();
        for (var line : pass.lines()) {
            var reading = check(pass, line);
            readings.add(reading);
            if (reading instanceof RowReading.Outcome.Good(var discharge)) {
                good.add(discharge);
            }
        }
        var changes = patients.foresee(good).iterator();
        var judged = new ArrayList<RowTable.Judged>();
        for (int i = 0; i < readings.size(); i++) {
            var line = pass.lines().get(i);
            judged.add(
                    switch (readings.get(i)) {
                        case RowReading.Outcome.Bad(var faults) ->
                                new RowTable.Judged(row(line, Action.ERROR), null, faults);
                        case RowReading.Outcome.Good(var discharge) ->
                                switch (changes.next()) {
                                    case CREATED -> fine(line, Action.CREATE, discharge);
                                    case UPDATED -> fine(line, Action.UPDATE, discharge);
                                    case UNCHANGED -> fine(line, Action.SKIP, discharge);
                                    case CONFLICT ->
                                            new RowTable.Judged(
                                                    row(line, Action.ERROR),
                                                    null,
                                                    List.of(conflict(discharge)));
                                };
                    });
        }
        rows.add(pass.list().id(), judged);
        pass.lines().clear();
    }

    private RowReading.Outcome check(Pass pass, Line line) {
        if (line.cells().size() > pass.header().columns().size()
                && line.cells().stream()
                        .skip(pass.header().columns().size())
                        .anyMatch(c -> !c.isBlank())) {
            return bad(
                    Fault.of(
                            "row.long",
                            null,
                            "",
                            String.valueOf(line.cells().size()),
                            String.valueOf(pass.header().columns().size())));
        }
        var reading = read(pass.header(), line.cells());
        if (!(reading instanceof RowReading.Outcome.Good(var discharge))) {
            return reading;
        }
        var department = discharge.stay().place().department();
        if (!pass.scope().covers(department)) {
            return bad(Fault.of("department.scope", Field.DEPARTMENT, department));
        }
        if (pass.target().of(discharge).isEmpty()) {
            return bad(Fault.of("department.worklist", Field.DEPARTMENT, department));
        }
        var key = discharge.stay().admissionNo() + '\n' + discharge.stay().dischargedOn();
        var before = pass.seen().putIfAbsent(key, line.number());
        return before == null
                ? reading
                : bad(
                        Fault.of(
                                "row.twice",
                                Field.ADMISSION_NO,
                                discharge.stay().admissionNo(),
                                before.toString()));
    }

    RowReading.Outcome read(Header header, List<String> cells) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of(Home.USUAL_ZONE));
        return RowReading.read(header.byField(cells), new Phones(settings), today);
    }

    static Fault conflict(Discharge discharge) {
        return Fault.of("row.person", Field.ADMISSION_NO, discharge.stay().admissionNo());
    }

    private static RowReading.Outcome bad(Fault fault) {
        return new RowReading.Outcome.Bad(List.of(fault));
    }

    private static RowTable.Judged fine(Line line, Action action, Discharge discharge) {
        return new RowTable.Judged(
                row(line, action), discharge.stay().place().department(), List.of());
    }

    private static Row row(Line line, Action action) {
        return new Row(line.number(), action, line.cells());
    }
}
