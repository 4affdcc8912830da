package org.aftercall.upkeep;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar that work without starting the application. */
@Command(
        name = "aftercall",
        description = "The chores of an operator.",
        subcommands = {
            DoctorCommand.class,
            AuditCommand.class,
            DemoCommand.class,
            ChoreCommand.Keys.class,
            ChoreCommand.Recordings.class
        })
public final class Commands {
    private static final Set<String> NAMES =
            new CommandLine(new Commands()).getSubcommands().keySet();

    /** Whether the first word of the command line is one of ours. */
    public static boolean isCommand(String[] words) {
        return words.length > 0 && NAMES.contains(words[0]);
    }

    /** Runs it and gives the exit code: 0 well, 1 something failed, 2 misused. */
    public static int run(String[] words) {
        return new CommandLine(new Commands()).execute(words);
    }

    /** The data folder, as the script hands it down. */
    static Path home() {
        return Path.of(Optional.ofNullable(System.getenv("AFTERCALL_VAR")).orElse("var"));
    }
}
