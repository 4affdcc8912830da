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

    @Bean
    Chore retireKeys(Keys keys) {
        return chore(
                "keys.retire",
                () -> {
                    int many = keys.retireIdle();
                    var lines = new ArrayList<String>();
                    lines.add(
                            many == 0
                                    ? "No earlier master key that locks nothing is ours to destroy"
                                    : many
                                            + " master keys are destroyed. Take a backup of the database now: from"
                                            + " earlier ones no recording plays any more. Take a new copy of the key"
                                            + " file, and destroy all earlier copies of it");
                    lines.addAll(lines(keys.overview()));
                    return lines;
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
                    "  %-24s %7d recordings%s%s%s"
                            .formatted(
                                    master.id(),
                                    master.recordings(),
                                    master.locks() ? "  locks" : "",
                                    master.here() ? "" : "  NOT HERE",
                                    idle(master)));
        }
        if (overview.waiting() > 0) {
            lines.add(
                    "%d of %d recordings wait to be locked under the newest; they can be played"
                            .formatted(overview.waiting(), overview.recordings()));
        }
        if (overview.erased().recordings() > 0) {
            lines.add(
                    overview.erased().recordings()
                            + " erased recordings could still be heard with an earlier backup of the"
                            + " database and a master key from here; "
                            + (overview.erased().gone() == null
                                    ? "no more after ./aftercall keys rotate and, when nothing is under the old"
                                            + " ones, ./aftercall keys retire"
                                    : "no more from " + overview.erased().gone() + " on"));
        }
        return lines;
    }

    private static String idle(Keys.Master master) {
        if (master.over()) {
            return "  was destroyed, and is here again";
        }
        return master.idle() == null || !master.ours() ? "" : "  free since " + master.idle();
    }
}
