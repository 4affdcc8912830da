package org.aftercall.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Whether every recording's master key is there. */
@Component
class KeysCheck implements Check {
    private static final String RETIRE = "./aftercall keys retire";

    private final Keys keys;
    private final Masters masters;

    KeysCheck(Keys keys, Masters masters) {
        this.keys = keys;
        this.masters = masters;
    }

    @Override
    public String topic() {
        return "keys";
    }

    @Override
    public List<Finding> look() {
        try {
            var overview = keys.overview();
            var findings = new ArrayList<Finding>();
            findings.add(master(overview));
            old(overview).ifPresent(findings::add);
            return findings;
        } catch (Refusal down) {
            return List.of(
                    Finding.fail(
                            "master key",
                            String.valueOf(
                                    down.getCause() == null
                                            ? down.getMessage()
                                            : down.getCause().getMessage()),
                            "Put var/secrets/master.key back from the backup, or start the key server;"
                                    + " until then nothing is played and new recordings wait in the spool"));
        }
    }

    /** What a backup of the database opens that nobody should hear any more. */
    private Optional<Finding> old(Keys.Overview overview) {
        if (overview.masters().stream().anyMatch(m -> m.over() && m.locks())) {
            return Optional.of(
                    Finding.fail(
                            "earlier master keys",
                            "the one that locks was destroyed once: an old copy of the key file was put back,"
                                    + " and nothing new can be stored",
                            "Put the newest copy of var/secrets/master.key back; or, if there is none,"
                                    + " ./aftercall keys rotate"));
        }
        long again = overview.masters().stream().filter(Keys.Master::over).count();
        if (again > 0) {
            return Optional.of(
                    Finding.warn(
                            "earlier master keys",
                            again + " that were destroyed are here again, from an old copy",
                            RETIRE));
        }
        var kept = masters.kept();
        if (!kept.isEmpty()) {
            return Optional.of(
                    Finding.warn(
                            "earlier master keys",
                            kept
                                    + " lock nothing and are kept longer than aftercall.recording.master.keep-days",
                            RETIRE));
        }
        var first = overview.erased().first();
        if (first != null && masters.longPast(first)) {
            return Optional.of(
                    Finding.warn(
                            "earlier master keys",
                            "what was erased from "
                                    + first
                                    + " on (recordings: "
                                    + overview.erased().recordings()
                                    + ") could be heard with an earlier backup of the database",
                            masters.someAreTheOperators()
                                    ? "Take the earlier master keys out of the environment, trim them at the"
                                            + " key server, or delete var/secrets/master.key where another place locks"
                                    : "./aftercall keys rotate, and when nothing is under the old ones "
                                            + RETIRE
                                            + "; or have the night do it: aftercall.recording.master.renew-days"));
        }
        return Optional.empty();
    }

    private static Finding master(Keys.Overview keys) {
        long closed =
                keys.masters().stream()
                        .filter(m -> !m.here())
                        .mapToLong(Keys.Master::recordings)
                        .sum();
        if (closed > 0) {
            return Finding.fail(
                    "master key",
                    closed + " recordings are locked under master keys that are not here",
                    "Put the missing keys back: lines before the last one of var/secrets/master.key,"
                            + " or words before the last one of AFTERCALL_MASTERKEY");
        }
        return Finding.pass(
                "master key",
                keys.where()
                        + "; "
                        + (keys.waiting() == 0
                                ? "all recordings are under the newest"
                                : keys.waiting()
                                        + " of "
                                        + keys.recordings()
                                        + " recordings are still under an earlier one"));
    }
}
