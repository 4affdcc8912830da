package org.aftercall.transcript.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.EngineDown;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.ListenerContract;
import org.aftercall.transcript.engine.Wanted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, with a peer that listens itself, and with one that answers badly. */
class WhisperListenerTests extends ListenerContract {
    private static final int RATE = 8000;

    private final WhisperPeer peer;
    private final WhisperServer server;

    WhisperListenerTests() throws IOException {
        peer = new WhisperPeer();
        server = new WhisperServer(peer.url(), "large-v3", Duration.ofSeconds(20));
    }

    @AfterEach
    void itGoes() {
        peer.close();
    }

    @Override
    protected Engine english() {
        return server.engine("en", Wanted.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"segments\": [",
                "{\"error\":\"no model\"}",
                "{\"segments\":{}}",
                "{\"segments\":[{\"text\":\" hello\"}]}",
                "{\"segments\":[{\"start\":\"now\",\"end\":1,\"text\":\" hello\"}]}"
            })
    void aBrokenAnswerIsNoAnswer(String answer) {
        peer.answers(200, answer);
        assertThatThrownBy(() -> said(3)).isInstanceOf(EngineDown.class);
    }

    @ParameterizedTest
    @CsvSource({"500", "404", "302"})
    void aStatusOtherThanOkIsSaid(int status) {
        peer.answers(status, "{\"segments\":[]}");
        assertThatThrownBy(() -> said(3))
                .isInstanceOf(EngineDown.class)
                .hasMessageContaining("status " + status);
    }

    @Test
    void anAnswerThatNeverEndsIsNotWaitedFor() {
        peer.fallsSilent();
        var hasty = new WhisperServer(peer.url(), "m", Duration.ofMillis(300));
        assertThatThrownBy(() -> listen(hasty, "en", 3))
                .isInstanceOf(EngineDown.class)
                .hasMessageContaining("does not answer within");
    }

    @Test
    void nobodyAtTheAddressIsSaid() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var gone =
                new WhisperServer(
                        URI.create("http://127.0.0.1:" + free), "m", Duration.ofSeconds(5));
        assertThatThrownBy(() -> listen(gone, "en", 3)).isInstanceOf(EngineDown.class);
        assertThatThrownBy(gone::greet).isInstanceOf(EngineDown.class);
        server.greet();
    }

    @Test
    void timesBeyondTheSoundAreHeldToIt() throws Exception {
        peer.answers(
                200,
                """
                {"segments":[{"start":-1,"end":99,"text":" one two"},
                             {"start":2.5,"end":1.0,"text":" three"},
                             {"start":1.0,"end":2.9,"text":" four"},
                             {"start":3.1,"end":9,"text":" Thank you for watching."}]}
                """);
        var words = words(said(3));
        assertThat(words).extracting(Heard.Word::word).containsExactly("one", "three", "four");
        double before = 0;
        for (var word : words) {
            assertThat(word.start()).isBetween(before, 3.0);
            assertThat(word.end()).isBetween(word.start(), 3.0);
            before = word.start();
        }
    }

    @Test
    void tokensBecomeWordsAndWhatNobodySaidIsLeftOut() throws Exception {
        peer.answers(
                200,
                """
                {"segments":[
                  {"start":0,"end":1,"text":" I'm feel-better, 38.5%!","words":[
                    {"word":" I","start":0,"end":0.1,"probability":0.9},{"word":"'m","start":0.1,"end":0.2,"probability":0.5},
                    {"word":" feel","start":0.2,"end":0.3,"probability":0.9},{"word":"-better,","start":0.3,"end":0.6,"probability":0.8},
                    {"word":" 38.5%!","start":0.6,"end":1,"probability":0.7}]},
                  {"start":1,"end":2,"text":" [BLANK_AUDIO] (music) ♪"},
                  {"start":1,"end":2,"text":" Bye.","no_speech_prob":0.9},
                  {"start":2,"end":3,"text":" My number is 138-1234-5678","avg_logprob":-0.1}]}
                """);
        var words = words(said(3));
        assertThat(words)
                .extracting(Heard.Word::word)
                .containsExactly(
                        "i'm", "feel-better", "38.5%", "my", "number", "is", "13812345678");
        assertThat(words.getFirst().confidence()).isEqualTo(0.5);
        assertThat(words.getLast().confidence()).isBetween(0.9, 0.91);
    }

    @Test
    void chineseWhoseTokensAreHalfCharactersIsReadFromItsSegment() throws Exception {
        peer.answers(
                200,
                """
                {"segments":[{"start":0,"end":2,"text":"做CT检查。","words":[
                  {"word":"做","start":0,"end":0.5},{"word":"CT","start":0.5,"end":1},{"word":"\ufffd","start":1,"end":2}]}]}
                """);
        try (var listener = server.engine("zh", Wanted.NOTHING).listen(RATE)) {
            listener.hear(noise(3), 3 * RATE);
            listener.finish();
            assertThat(words(listener.heard()))
                    .extracting(Heard.Word::word)
                    .containsExactly("做", "ct", "检", "查");
            assertThat(words(listener.heard()).get(2).start()).isBetween(1.0, 1.5);
        }
        assertThat(peer.forms.getLast())
                .containsEntry("language", "zh")
                .containsEntry("response_format", "verbose_json")
                .containsKey("file");
    }

    @Test
    void theHousesWordsAreShownToItAsManyAsThereIsRoomFor() throws Exception {
        peer.answers(200, "{\"segments\":[]}");
        var wanted = new Wanted(3, List.of("Atorvastatin", "Dr. Brooks"));
        listen(server.engine("en", wanted));
        assertThat(peer.forms.getLast())
                .containsEntry("prompt", "Glossary: Atorvastatin, Dr. Brooks.");
        assertThat(server.engine("en", wanted).maker().words()).isEqualTo(3);
        listen(server.engine("zh", new Wanted(4, List.of("阿托伐他汀"))));
        assertThat(peer.forms.getLast()).containsEntry("prompt", "词汇：阿托伐他汀。");
        listen(server.engine("en", Wanted.NOTHING));
        assertThat(peer.forms.getLast()).doesNotContainKey("prompt");

        var many = IntStream.range(0, 200).mapToObj(i -> "阿托伐他" + i).toList();
        var engine = server.engine("zh", new Wanted(5, many));
        listen(engine);
        var left = engine.use().left();
        assertThat(left).isNotEmpty().endsWith("阿托伐他199");
        assertThat(peer.forms.getLast().get("prompt"))
                .contains(many.get(many.size() - left.size() - 1))
                .doesNotContain(left.getFirst());
    }

    private static void listen(Engine engine) throws Exception {
        try (var listener = engine.listen(RATE)) {
            listener.hear(noise(1), RATE);
            listener.finish();
        }
    }

    @Test
    void aLongSideGoesInStretchesAndItsTimesGoOn() throws Exception {
        peer.answers(200, "{\"segments\":[{\"start\":1,\"end\":2,\"text\":\" hello\"}]}");
        var words = words(said(700));
        assertThat(peer.seconds).hasSize(2).allSatisfy(s -> assertThat(s).isLessThanOrEqualTo(361));
        assertThat(peer.seconds.stream().mapToDouble(s -> s).sum()).isBetween(699.9, 700.1);
        assertThat(words.getLast().start()).isBetween(361.0 - 0.5, 362.0);
    }

    private List<Heard> said(int seconds) throws Exception {
        return listen(server, "en", seconds);
    }

    private static List<Heard> listen(WhisperServer server, String language, int seconds)
            throws Exception {
        try (var listener = server.engine(language, Wanted.NOTHING).listen(RATE)) {
            for (int i = 0; i < seconds; i++) {
                listener.hear(noise(1), RATE);
            }
            listener.finish();
            return listener.heard();
        }
    }

    private static short[] noise(int seconds) {
        var samples = new short[seconds * RATE];
        Arrays.setAll(new int[samples.length], i -> samples[i] = (short) (i % 50 * 100));
        return samples;
    }

    private static List<Heard.Word> words(List<Heard> heard) {
        return heard.stream().flatMap(h -> h.words().stream()).toList();
    }
}
