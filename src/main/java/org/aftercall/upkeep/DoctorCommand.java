package org.aftercall.upkeep;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aftercall.kernel.Check;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at this machine itself and asks the running application for the rest. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks this machine and the running system.")
class DoctorCommand implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Option(names = "--only", description = "One topic, such as telephony.", paramLabel = "TOPIC")
    @Nullable String only;

    @Override
    public Integer call() {
        var home = Commands.home();
        var house = new RunningHouse(home);
        var report = examine(home, house).only(Optional.ofNullable(only));
        var out = spec == null ? new PrintWriter(System.out) : spec.commandLine().getOut();
        out.print(json ? report.asJson() : report.asText());
        out.flush();
        return report.exitCode();
    }

    static Report examine(Path home, RunningHouse house) {
        var entries = new ArrayList<Report.Entry>();
        var port =
                Optional.ofNullable(System.getenv("AFTERCALL_PORT"))
                        .map(Integer::parseInt)
                        .orElse(8080);
        var asked = house.ask();
        var running =
                asked.isPresent()
                        && asked.get().stream()
                                .noneMatch(e -> e.topic().equals(RunningHouse.TOPIC));
        List<Check> ours =
                List.of(
                        new Machine(home),
                        new Programs(),
                        new Household(home, Path.of("storage/models"), port, running));
        ours.forEach(c -> c.look().forEach(f -> entries.add(new Report.Entry(c.topic(), f))));
        entries.addAll(asked.orElseGet(house::silent));
        return new Report(entries);
    }
}
