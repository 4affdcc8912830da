package org.aftercall.telephony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which announcements are the hospital's own recordings and which a synthesiser speaks, as {@code
 * telephony/announcements} noted it down, and which files it could not use.
 */
@Component
class AnnouncementsCheck implements Check {
    private static final String AGAIN = "; then: telephony/run announcements VAR";

    private final Path own;
    private final Path list;

    AnnouncementsCheck(@Value("${aftercall.var:var}") Path home) {
        this.own = home.resolve("announcements");
        this.list = home.resolve("telephony/prompts/announcements");
    }

    @Override
    public String topic() {
        return "announcements";
    }

    @Override
    public List<Finding> look() {
        if (!Files.exists(list)) {
            return List.of(
                    Finding.skip("announcements", "none were made here yet", "./aftercall up"));
        }
        try {
            var all = new ArrayList<Finding>();
            Map<String, List<String>> made = new LinkedHashMap<>();
            for (var line : Files.readAllLines(list)) {
                var words = line.split("\t", -1);
                if (words[0].equals("!")) {
                    all.add(unused(words[1], words[2]));
                } else {
                    made.computeIfAbsent(words[0].replaceAll("-..$", ""), _ -> new ArrayList<>())
                            .add(told(words));
                }
            }
            made.forEach((name, how) -> all.add(Finding.pass(name, String.join(", ", how))));
            if (!made.containsKey("hospital")) {
                all.add(
                        Finding.pass(
                                "hospital",
                                "synthesised announcements name none; see telephony/README.md"));
            }
            if (changed().compareTo(Files.getLastModifiedTime(list)) > 0) {
                all.add(
                        Finding.warn(
                                "announcements",
                                "files were put in or taken out since they were read last",
                                "telephony/run announcements VAR"));
            }
            return all;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A line of the list: a name with its language, how it was made, and the file. */
    private static String told(String[] words) {
        var name = words[0];
        var language =
                name.endsWith("-zh")
                        ? "Mandarin "
                        : name.endsWith("-en") ? "English " : "language unknown ";
        return language
                + switch (words[1]) {
                    case "own" -> "the hospital's own (" + words[2] + ")";
                    case "spoken" -> "synthesised";
                    default -> words[1];
                };
    }

    private static Finding unused(String file, String why) {
        return switch (why) {
            case "unknown" ->
                    Finding.warn(
                            file,
                            "no announcement has this name",
                            "Name it welcome, moment, sorry, closed, busy or test, with -zh or -en, and"
                                    + " .wav, .flac, .ogg or .mp3, as in sorry-zh.wav"
                                    + AGAIN);
            case "twice" ->
                    Finding.warn(
                            file,
                            "another file is the same announcement",
                            "Take one of them out" + AGAIN);
            case "short" ->
                    Finding.warn(
                            file, "it is shorter than half a second", "Record it anew" + AGAIN);
            case "name-en" ->
                    Finding.warn(
                            file,
                            "its first line is no name that can be spoken",
                            "Write the name in 2 to 80 Latin letters" + AGAIN);
            case "name-zh" ->
                    Finding.warn(
                            file,
                            "its first line is no name that can be spoken",
                            "Write the name, a tab, and its numbered pinyin, as in"
                                    + " 市第一医院<tab>shi4 di4yi1 yi1yuan4"
                                    + AGAIN);
            default ->
                    Finding.warn(
                            file,
                            "it cannot be read, so the synthesised one is played",
                            "Save it as WAV (8000 Hz, mono, 16 bit is best); for .mp3 install"
                                    + " libsox-fmt-mp3"
                                    + AGAIN);
        };
    }

    private FileTime changed() throws IOException {
        if (!Files.isDirectory(own)) {
            return FileTime.fromMillis(0);
        }
        var latest = Files.getLastModifiedTime(own);
        try (var files = Files.list(own)) {
            for (var file : files.toList()) {
                var at = Files.getLastModifiedTime(file);
                latest = at.compareTo(latest) > 0 ? at : latest;
            }
        }
        return latest;
    }
}
