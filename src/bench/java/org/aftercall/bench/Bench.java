package org.aftercall.bench;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.aftercall.dialer.pacing.PacingBench;
import org.aftercall.telephony.asterisk.EventRate;
import org.aftercall.transcript.AsrCost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one benchmark by its name: {@code ./aftercall bench NAME}. */
public final class Bench {
    private static final Map<String, Program> PROGRAMS =
            new TreeMap<>(
                    Map.of(
                            "b1", DialRate::run,
                            "b2", EventRate::run,
                            "b4", HangUpToPlayable::run,
                            "asr-cost", AsrCost::run,
                            "pacing", PacingBench::run));

    private Bench() {}

    private interface Program {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        // Before the application sets its own: the cluster of the benches talks a lot.
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
                instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
        var name = args.length == 1 ? args[0].toLowerCase(Locale.ROOT) : "";
        var program = PROGRAMS.get(name);
        if (program != null) {
            program.run();
            // The application's own threads are not waited for.
            System.exit(0);
        } else {
            System.out.println("usage: ./aftercall bench NAME");
            System.out.println("  b1        durable calls a second, against a bare AMI loop");
            System.out.println(
                    "  b2        manager events taken in, and lost, against stock asterisk-java");
            System.out.println("  b4        from hang-up to playable, against bare ffmpeg + PUT");
            System.out.println("  asr-cost  transcribing, against the bare recogniser loop");
            System.out.println(
                    "  pacing    B7: talk per nurse-hour and abandoned patients, simulated");
            System.exit(2);
        }
    }
}
