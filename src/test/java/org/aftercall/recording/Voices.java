package org.aftercall.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Makes tapes as the switchboard writes them: left what the patient says, right what he hears. */
public final class Voices {
    private static final int RATE = 8000;

    private Voices() {}

    /** A tone with pauses, which is enough where nobody has to understand it. */
    public static short[] tone(double seconds, double hertz, int amplitude) {
        var samples = new short[(int) (seconds * RATE)];
        for (int i = 0; i < samples.length; i++) {
            boolean speaks = i / (RATE / 2) % 3 != 2;
            samples[i] =
                    speaks ? (short) (amplitude * Math.sin(2 * Math.PI * hertz * i / RATE)) : 0;
        }
        return samples;
    }

    /** The noise of an idle line. */
    public static short[] hiss(double seconds, int amplitude, RandomGenerator random) {
        var samples = new short[(int) (seconds * RATE)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextGaussian() * amplitude);
        }
        return samples;
    }

    public static byte[] tape(short[] nurse, short[] patient) {
        int frames = Math.max(nurse.length, patient.length);
        var tape = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            tape.putShort(i < patient.length ? patient[i] : 0);
            tape.putShort(i < nurse.length ? nurse[i] : 0);
        }
        return tape.array();
    }

    public static void write(Path tape, short[] nurse, short[] patient) throws IOException {
        Files.createDirectories(tape.getParent());
        Files.write(tape, tape(nurse, patient));
    }
}
