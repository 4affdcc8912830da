package org.aftercall.upkeep;

import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks the running application whether its audit trail is whole. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "The trail of who looked at what.")
class AuditCommand {
    @Spec @Nullable CommandSpec spec;

    @Command(description = "Checks that nothing was changed or taken out. Exit 1 if so.")
    int verify() {
        var house = new RunningHouse(Commands.home());
        var trail = new Report(house.ask().orElseGet(house::silent)).only(Optional.of("audit"));
        var out = spec == null ? new PrintWriter(System.out) : spec.commandLine().getOut();
        if (trail.entries().isEmpty()) {
            // Not looked at is not the same as whole.
            out.println("The trail was not checked: the application does not run. ./aftercall up");
            out.flush();
            return 1;
        }
        out.print(trail.asText());
        out.flush();
        return trail.exitCode();
    }
}
