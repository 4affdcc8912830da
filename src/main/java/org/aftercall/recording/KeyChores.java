package org.aftercall.recording;

import java.util.ArrayList;
import java.util.List;
import org.aftercall.kernel.Chore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an operator does with master keys from the command line. */
@Configuration
class KeyChores {
    @Bean
    Chore listKeys(Keys keys) {
        return chore("keys.list", () -> lines(keys.overview()));
    }

    @Bean
    Chore rotateKeys(Keys keys) {
        return chore(
                "keys.rotate",
                () -> {
                    keys.rotate();
                    return lines(keys.overview());
                });
    }

    static Chore chore(String name, java.util.function.Supplier<List<String>> work) {
        return new Chore() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> run() {
                return work.get();
            }
        };
    }

    private static List<String> lines(Keys.Overview overview) {
        var lines = new ArrayList<String>();
        lines.add("Master keys: " + overview.where());
        for (var master : overview.masters()) {
            lines.add(
                    "  %-24s %7d recordings%s%s"
                            .formatted(
                                    master.id(),
                                    master.recordings(),
                                    master.locks() ? "  locks" : "",
                                    master.here() ? "" : "  NOT HERE"));
        }
        if (overview.waiting() > 0) {
            lines.add(
                    "%d of %d recordings wait to be locked under the newest; they can be played"
                            .formatted(overview.waiting(), overview.recordings()));
        }
        return lines;
    }
}
