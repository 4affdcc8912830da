package org.aftercall.upkeep;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What helps to try the house without real patients. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Fictional patients.")
class DemoCommand {
    @Command(description = "Prints a discharge list with today's dates, ready to be imported.")
    int csv(
            @Option(
                            names = "--encoding",
                            defaultValue = "UTF-8",
                            description = "UTF-8 or GB18030, as older hospital systems write it.")
                    Charset encoding) {
        var list = DemoDischarges.shipped().asOf(LocalDate.now(Clock.systemDefaultZone()));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.writeBytes(list.text().getBytes(encoding));
        out.flush();
        return 0;
    }
}
