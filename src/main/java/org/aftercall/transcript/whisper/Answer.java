package org.aftercall.transcript.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.aftercall.transcript.engine.EngineDown;
import org.aftercall.transcript.engine.Heard;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an answer in {@code verbose_json}: segments with times in seconds, with or without words.
 * Times are held to the sound; what is said to be beyond its end was not said.
 */
final class Answer {
    /**
     * Whisper's own limit, above which a segment is taken for silence ({@code no_speech_thold}).
     */
    private static final double NO_SPEECH = 0.6;

    /** Where the server tells nothing of how sure it is. */
    private static final double UNKNOWN = 0.5;

    /** [BLANK_AUDIO], (music), ♪: not said by anybody. */
    private static final Pattern NOT_SAID =
            Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|（[^）]*）|【[^】]*】|\\*[^*]*\\*|[♪♫]");

    /** Chinese characters stand alone; everything else goes to the next blank or character. */
    private static final Pattern PIECE = Pattern.compile("\\p{IsHan}|[^\\s\\p{IsHan}]+");

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}%℃°]+$");

    /** A number of a telephone or a paper, grouped; a date is none. */
    private static final Pattern GROUPED = Pattern.compile("\\d[\\d.()-]{5,}\\d");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}");
    private static final int SHORTEST_NUMBER = 7;

    private final double seconds;
    private double latest;

    /**
     * @param seconds how long the sound is
     */
    Answer(double seconds) {
        this.seconds = seconds;
    }

    List<Heard> read(String json) throws EngineDown {
        JsonNode segments;
        try {
            segments = JsonMapper.shared().readTree(json).path("segments");
        } catch (JacksonException e) {
            throw new EngineDown("its answer is no JSON", e);
        }
        if (!segments.isArray()) {
            throw new EngineDown("its answer has no segments");
        }
        var all = new ArrayList<Heard>();
        for (var segment : segments) {
            var words = segment(segment);
            if (!words.isEmpty()) {
                all.add(new Heard(words));
            }
        }
        return all;
    }

    private List<Heard.Word> segment(JsonNode segment) throws EngineDown {
        var start = segment.path("start");
        var end = segment.path("end");
        if (!start.isNumber() || !end.isNumber()) {
            throw new EngineDown("a segment of its answer has no times");
        }
        if (start.asDouble() >= seconds || segment.path("no_speech_prob").asDouble(0) > NO_SPEECH) {
            return List.of();
        }
        var text = segment.path("text").asString("");
        var words = new ArrayList<Heard.Word>();
        var timed = timed(segment.path("words"));
        boolean said = !NOT_SAID.matcher(text).find();
        // Tokens may be halves of a Chinese character; the segment's text has it whole.
        if (said && letters(timed).equals(letters(text))) {
            timed.forEach(t -> add(words, t));
        } else {
            double sure =
                    segment.has("avg_logprob")
                            ? Math.exp(segment.path("avg_logprob").asDouble(0))
                            : UNKNOWN;
            add(
                    words,
                    new Timed(
                            NOT_SAID.matcher(text).replaceAll(" "),
                            start.asDouble(),
                            end.asDouble(),
                            sure));
        }
        return words;
    }

    /** Some text with its time, before it is cut into words. */
    private record Timed(String text, double start, double end, double sure) {}

    /** Words, put together of tokens where these begin with a blank only at a word's beginning. */
    private static List<Timed> timed(JsonNode words) {
        var all = new ArrayList<Timed>();
        boolean blanks = false;
        for (var w : words) {
            var text = w.path("word").asString("");
            blanks |= text.startsWith(" ");
            if (!w.path("start").isNumber() || !w.path("end").isNumber()) {
                return List.of();
            }
            var one =
                    new Timed(
                            text,
                            w.path("start").asDouble(),
                            w.path("end").asDouble(),
                            w.path("probability").asDouble(UNKNOWN));
            if (blanks && !all.isEmpty() && !text.startsWith(" ")) {
                var last = all.removeLast();
                one =
                        new Timed(
                                last.text() + text,
                                last.start(),
                                one.end(),
                                Math.min(last.sure(), one.sure()));
            }
            all.add(one);
        }
        return all;
    }

    private static String letters(List<Timed> words) {
        var text = new StringBuilder();
        words.forEach(w -> text.append(w.text()));
        return letters(text.toString());
    }

    private static String letters(String text) {
        return text.replaceAll("\\s", "");
    }

    /** Cuts a text into words; each gets the share of the time that its letters have. */
    private void add(List<Heard.Word> words, Timed timed) {
        var pieces = PIECE.matcher(timed.text()).results().map(r -> r.group()).toList();
        double all = pieces.stream().mapToInt(String::length).sum();
        double from = Math.max(0, timed.start());
        double length = Math.max(0, timed.end() - from);
        int before = 0;
        for (var piece : pieces) {
            double start = from + length * before / all;
            before += piece.length();
            var word = plain(piece);
            if (!word.isEmpty() && start < seconds) {
                latest = Math.max(latest, start);
                double end = Math.clamp(from + length * before / all, latest, seconds);
                words.add(new Heard.Word(word, latest, end, Math.clamp(timed.sure(), 0, 1)));
            }
        }
    }

    /**
     * As our other engine writes: small letters, no punctuation, numbers of people in one piece.
     */
    private static String plain(String piece) {
        var word = EDGES.matcher(piece.toLowerCase(Locale.ROOT)).replaceAll("");
        if (GROUPED.matcher(word).matches() && !DATE.matcher(word).matches()) {
            var digits = word.replaceAll("\\D", "");
            return digits.length() >= SHORTEST_NUMBER ? digits : word;
        }
        return word;
    }
}
