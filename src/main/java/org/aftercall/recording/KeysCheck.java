package org.aftercall.recording;

import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Whether every recording's master key is there. */
@Component
class KeysCheck implements Check {
    private final Keys keys;

    KeysCheck(Keys keys) {
        this.keys = keys;
    }

    @Override
    public String topic() {
        return "keys";
    }

    @Override
    public List<Finding> look() {
        try {
            return List.of(master(keys.overview()));
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
