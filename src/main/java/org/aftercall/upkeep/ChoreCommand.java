package org.aftercall.upkeep;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has the running application do something that only it can. */
abstract class ChoreCommand implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    /** The chore that the word on the command line stands for. */
    abstract String chore();

    @Override
    public Integer call() {
        var said = new RunningHouse(Commands.home()).have(chore());
        var out = spec == null ? new PrintWriter(System.out) : spec.commandLine().getOut();
        said.lines().forEach(out::println);
        out.flush();
        return said.done() ? 0 : 1;
    }

    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description = {
                "The master keys of the recordings: list, rotate, or retire.",
                "retire destroys, for good, the earlier ones that lock nothing any more.",
                "signing prints the public key with which a parcel's signature is checked."
            })
    static final class Keys extends ChoreCommand {
        enum Word {
            list,
            rotate,
            retire,
            signing
        }

        @Parameters(arity = "0..1", description = "${COMPLETION-CANDIDATES}", defaultValue = "list")
        Word word = Word.list;

        @Override
        String chore() {
            return "keys." + word;
        }
    }

    @Command(
            name = "recordings",
            mixinStandardHelpOptions = true,
            description = "Erases what is past its time, or compares the store with the database.")
    static final class Recordings extends ChoreCommand {
        enum Word {
            sweep,
            inventory
        }

        @Parameters(description = "${COMPLETION-CANDIDATES}")
        Word word = Word.inventory;

        @Override
        String chore() {
            return "recordings." + word;
        }
    }
}
