package org.aftercall.bench;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/** The same FFmpeg as ours as a program, with the same options: what ours is measured against. */
public final class OpusProgram {
    private OpusProgram() {}

    /**
     * @param tape two sides of 16 bit at 8000 Hz, without a head
     * @param opus is written anew
     */
    public static List<String> command(Path tape, Path opus) {
        return List.of(
                Loader.load(ffmpeg.class),
                "-v",
                "error",
                "-y",
                "-f",
                "s16le",
                "-ar",
                "8000",
                "-ac",
                "2",
                "-i",
                tape.toString(),
                "-c:a",
                "libopus",
                "-b:a",
                "48k",
                "-application",
                "audio",
                "-compression_level",
                "0",
                opus.toString());
    }
}
