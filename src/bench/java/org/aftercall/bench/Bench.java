package org.aftercall.bench;

import ch.qos.logback.classic.Level;
import java.util.Arrays;
import java.util.List;
import org.aftercall.dialer.pacing.PacingBench;
import org.aftercall.recording.MediaCost;
import org.aftercall.script.RuleRate;
import org.aftercall.telephony.asterisk.EventRate;
import org.aftercall.transcript.AsrCost;
import org.aftercall.transcript.CaptionCost;
import org.aftercall.transcript.FindTheCall;
import org.aftercall.transcript.WordErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one benchmark by its name: {@code ./aftercall bench NAME}. */
public final class Bench {
    private static final List<Program> PROGRAMS =
            List.of(
                    new Program(
                            "b1",
                            "durable calls a second, against a bare AMI loop (--rounds=7)",
                            DialRate::run),
                    new Program(
                            "b2",
                            "manager events taken in, and lost, against stock asterisk-java",
                            alone(EventRate::run)),
                    new Program(
                            "b3",
                            "processor time of recorded talks, against the same not recorded"
                                    + " (--talks=60 --seconds=30 --rounds=7)",
                            RecordingCost::run),
                    new Program(
                            "b4",
                            "from hang-up to playable, against bare ffmpeg + PUT"
                                    + " (--seconds=180 --rounds=15 --together=1 --ahead=1)",
                            HangUpToPlayable::run),
                    new Program(
                            "b6",
                            "live captions, against recognisers that are always fed"
                                    + " (--seconds= --talks= --rounds=)",
                            CaptionCost::run),
                    new Program(
                            "captions",
                            "live captions: from the end of a word to the frame at the nurse's console"
                                    + " (--talks=10 --rounds=3)",
                            CaptionDelay::run),
                    new Program(
                            "b8",
                            "finding what was said, against pg_trgm and LIKE (--many= --rounds=)",
                            FindTheCall::run),
                    new Program(
                            "asr",
                            "word errors of the speech models, and of a speech server, on held-out sentences"
                                    + " (--sentences= --server=URL --server-model=)",
                            WordErrors::run),
                    new Program(
                            "b5",
                            "a tape to sealed Opus in this process, against FFmpeg, sox, sha256sum, openssl",
                            alone(MediaCost::run)),
                    new Program(
                            "asr-cost",
                            "transcribing, against the bare recogniser loop",
                            alone(AsrCost::run)),
                    new Program(
                            "b9",
                            "from \"answered\" to the frame at one of 500 consoles"
                                    + " (--consoles= --calls-per-minute= --seconds= --rounds=)",
                            ScreenPop::run),
                    new Program(
                            "claim",
                            "the next task out of a million, against out of ten thousand"
                                    + " (--many= --few= --claims=)",
                            ClaimRate::run),
                    new Program(
                            "scores",
                            "old records scored anew and put under the rules, a second and core"
                                    + " (--records= --rounds=)",
                            RuleRate::run),
                    new Program(
                            "pacing",
                            "B7: talk per nurse-hour and abandoned patients, simulated",
                            alone(PacingBench::run)),
                    new Program(
                            "floor",
                            "B7 on a real switchboard: nurses and patients, and the simulator beside"
                                    + " (--nurses=10 --seconds=180 --rounds=1)",
                            FloorBench::run),
                    new Program(
                            "talks",
                            "200 recorded talks at a time: events, tapes, processor time"
                                    + " (--talks= --seconds= --rate=)",
                            Talks::run));

    private Bench() {}

    /** What is run, and one line about it. */
    public record Program(String name, String about, Body body) {}

    /** A program's work; it prints its verdict as the last line. */
    public interface Body {
        void run(Options options) throws Exception;
    }

    private interface Alone {
        void run() throws Exception;
    }

    private static Body alone(Alone body) {
        return options -> {
            options.done();
            body.run();
        };
    }

    public static void main(String[] args) throws Exception {
        run("bench", PROGRAMS, args);
    }

    /** Runs one of the programs, or lists them all; ends the JVM. */
    public static void run(String command, List<Program> programs, String... args)
            throws Exception {
        // Before the application sets its own: the cluster of the benches talks a lot.
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
                instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
        BenchHouse.isLast();
        var words = Arrays.asList(args);
        var wanted =
                programs.stream()
                        .filter(p ->
                                !words.isEmpty() && p.name().equalsIgnoreCase(words.getFirst()))
                        .findFirst();
        if (wanted.isEmpty()) {
            System.out.println("usage: ./aftercall " + command + " NAME [--OPTION=NUMBER …]");
            programs.forEach(p -> System.out.printf("  %-9s %s%n", p.name(), p.about()));
            System.exit(words.isEmpty() ? 0 : 2);
        }
        try {
            wanted.get().body().run(new Options(words.subList(1, words.size())));
        } catch (Options.Unknown typo) {
            System.out.println(typo.getMessage());
            System.exit(2);
        } catch (Exception | Error failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        // The application's own threads are not waited for.
        System.exit(0);
    }
}
