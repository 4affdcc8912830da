package org.aftercall.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.OpusProgram;
import org.aftercall.bench.Ratios;
import org.aftercall.recording.media.Tape;
import org.aftercall.recording.vault.Vault;

/**
 * B5: a tape to sealed Opus with its peaks and its SHA-256 in one pass of this process, against the
 * same with programs, one after the other: FFmpeg, sox stat, sha256sum, openssl enc. More is
 * better.
 */
public final class MediaCost {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;

    private MediaCost() {}

    public static void run() throws Exception {
        try (var house = new BenchHouse(Map.of())) {
            var vault = house.get(Vault.class);
            Ratios last = null;
            for (int seconds : new int[] {600, 60, 10}) {
                last = compare(vault, house.home(), seconds);
                System.out.println("  " + last.verdict());
            }
            // The short one is the one that the goal is about; the long one must not be slower.
            System.out.println(last == null ? "" : last.verdict());
        }
    }

    private static Ratios compare(Vault vault, Path home, int seconds) throws Exception {
        System.out.printf(
                "B5: a talk of %d s, %d rounds after %d to warm up, in turn%n",
                seconds, ROUNDS, WARM_UP);
        var samples = BenchHouse.talk("en", seconds);
        var tape = Files.write(home.resolve("tape.raw"), samples);
        var ratios = Ratios.atLeast("B5-" + seconds + "s", seconds == 10 ? 3 : 1);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double ours = inProcess(vault, home, tape);
            double theirs = programs(home, tape);
            System.out.printf(
                    Locale.ROOT, "%4d: ours %6.1f ms, programs %6.1f ms%n", round, ours, theirs);
            if (round >= 0) {
                ratios.add(theirs, ours);
            }
        }
        return ratios;
    }

    private static double inProcess(Vault vault, Path home, Path tape) throws Exception {
        long start = System.nanoTime();
        var owner = UUID.randomUUID();
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = Files.newInputStream(tape);
                var sealed =
                        vault.seal(
                                owner,
                                vault.newKey(owner),
                                Files.newOutputStream(home.resolve("ours.sealed")))) {
            var heard = Tape.toOpus(in, new DigestOutputStream(sealed, digest));
            if (heard.nurse().peaks().length == 0) {
                throw new IOException("nothing heard");
            }
        }
        digest.digest();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double programs(Path home, Path tape) throws Exception {
        var opus = home.resolve("theirs.ogg");
        long start = System.nanoTime();
        run(OpusProgram.command(tape, opus));
        run(
                List.of(
                        "sox",
                        "-t",
                        "raw",
                        "-r",
                        "8000",
                        "-b",
                        "16",
                        "-e",
                        "signed",
                        "-c",
                        "2",
                        tape.toString(),
                        "-n",
                        "stat"));
        run(List.of("sha256sum", opus.toString()));
        run(
                List.of(
                        "openssl",
                        "enc",
                        "-aes-256-ctr",
                        "-K",
                        "00".repeat(32),
                        "-iv",
                        "00".repeat(16),
                        "-in",
                        opus.toString(),
                        "-out",
                        home.resolve("theirs.sealed").toString()));
        return (System.nanoTime() - start) / 1e6;
    }

    private static void run(List<String> command) throws Exception {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed");
        }
    }
}
