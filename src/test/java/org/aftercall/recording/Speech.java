package org.aftercall.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Synthesised voices as they sound through a telephone: 8 kHz, u-law and back. */
public final class Speech {
    private static final int RATE = 8000;
    private static final Path PROMPTS = Path.of("telephony/carrier/prompts");

    private Speech() {}

    /** One sentence: words, and how they are pronounced where espeak-ng cannot know. */
    public record Line(String words, String spoken) {
        public String withoutBlanks() {
            return words.replace(" ", "");
        }
    }

    /** The sentences of the simulated network. */
    public static List<Line> prompt(String name) throws IOException {
        return Files.readAllLines(PROMPTS.resolve(name + ".txt")).stream()
                .filter(l -> !l.isBlank())
                .map(l -> l.split("\t", 2))
                .map(p -> new Line(p[0], p[p.length - 1]))
                .toList();
    }

    /**
     * @param voice of espeak-ng, {@code en-us+f4} or {@code cmn-latn-pinyin+m3}
     */
    public static short[] say(String voice, Line line) throws IOException, InterruptedException {
        var shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "espeak-ng -v \"$0\" -s 150 --stdout \"$1\" | sox -q -t wav - -r 8000 -c 1 -t ul -"
                                        + " norm -6 | sox -q -t ul -r 8000 -c 1 - -t s16 -L -",
                                voice,
                                line.spoken())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var bytes = shell.getInputStream().readAllBytes();
        if (shell.waitFor() != 0 || bytes.length == 0) {
            throw new IOException("espeak-ng and sox are needed to synthesise speech");
        }
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** Two people who speak in turn, sentence by sentence, from the first one of {@code nurse}. */
    public record Talk(short[] nurse, short[] patient) {
        public static Talk of(List<short[]> nurse, List<short[]> patient) {
            var left = new ArrayList<short[]>();
            var right = new ArrayList<short[]>();
            for (int i = 0; i < Math.max(nurse.size(), patient.size()); i++) {
                turn(left, right, nurse, i);
                turn(right, left, patient, i);
            }
            return new Talk(joined(left), joined(right));
        }

        public Talk quieter(double factor) {
            return new Talk(nurse, scaled(patient, factor));
        }

        private static void turn(
                List<short[]> speaks, List<short[]> listens, List<short[]> lines, int i) {
            if (i < lines.size()) {
                var pause = new short[RATE * 3 / 4];
                speaks.add(lines.get(i));
                listens.add(new short[lines.get(i).length]);
                speaks.add(pause);
                listens.add(pause);
            }
        }

        private static short[] joined(List<short[]> parts) {
            var all = new short[parts.stream().mapToInt(p -> p.length).sum()];
            int at = 0;
            for (var part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        private static short[] scaled(short[] samples, double factor) {
            var scaled = new short[samples.length];
            for (int i = 0; i < samples.length; i++) {
                scaled[i] = (short) (samples[i] * factor);
            }
            return scaled;
        }
    }
}
