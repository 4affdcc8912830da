package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.EngineDown;
import org.aftercall.transcript.vosk.SpeechModels;
import org.aftercall.transcript.whisper.WhisperServer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who can listen to a side after the call: Vosk with its models, and a server if there is one.
 * Somebody chose between them, by language and worklist; a choice holds from the next call on.
 */
@Component
class Engines implements Check {
    private final Models models;
    private final SpeechModels vosk;
    private final Vocabulary vocabulary;
    private final SpeechSettings.@Nullable Server settings;
    private final @Nullable WhisperServer server;

    Engines(Models models, SpeechModels vosk, Vocabulary vocabulary, SpeechSettings settings) {
        this.models = models;
        this.vosk = vosk;
        this.vocabulary = vocabulary;
        this.settings = settings.server();
        this.server = this.settings == null ? null : this.settings.open();
    }

    /**
     * Everybody who can be chosen, the preferred ones first; a demo model only where no other is.
     */
    List<Engine> all() {
        return all(vocabulary.current());
    }

    /** The same, each with these words in mind. */
    List<Engine> all(Vocabulary.Saved words) {
        var all = new ArrayList<Engine>();
        models.all().forEach(m -> all.add(vosk.engine(m, words.in(m.language()))));
        if (server != null && settings != null) {
            settings.languages().forEach(l -> all.add(server.engine(l, words.in(l))));
        }
        all.sort(Comparator.comparing(e -> e.maker().demo()));
        return all;
    }

    /** How a choice names an engine: a Vosk model by itself, the server by what it is. */
    static String name(Engine engine) {
        var maker = engine.maker();
        return away(engine) ? maker.engine() : maker.model();
    }

    /** Whether it costs this machine nothing but waiting. */
    static boolean away(Engine engine) {
        return engine.maker().engine().equals(WhisperServer.ENGINE);
    }

    /** Whoever is to listen to a call in this language; what was chosen and is gone is nobody. */
    Optional<Engine> of(String language, CallId call) {
        return first(language, models.chosen(language, call));
    }

    /** Whoever listens to a language where no list has a choice of its own. */
    Optional<Engine> house(String language) {
        return first(language, models.chosen(language));
    }

    private Optional<Engine> first(String language, List<String> wishes) {
        var able = all().stream().filter(e -> e.maker().language().equals(language)).toList();
        return wishes.stream()
                .flatMap(w -> able.stream().filter(e -> name(e).equals(w)))
                .findFirst()
                .or(() -> able.stream().findFirst());
    }

    /**
     * Who is to listen to a language by now.
     *
     * @param house to calls of lists without a choice of their own
     * @param named by what a list's own choice says
     */
    record Due(Engine.Maker house, Map<String, Engine.Maker> named) {}

    /**
     * @throws java.util.NoSuchElementException when there is nobody for it
     */
    Due due(String language) {
        return new Due(
                house(language).orElseThrow().maker(),
                all().stream()
                        .filter(e -> e.maker().language().equals(language))
                        .collect(Collectors.toMap(Engines::name, Engine::maker, (one, _) -> one)));
    }

    /** Vosk, with the model that would listen if there were no server. */
    Optional<Engine> vosk(String language, CallId call) {
        return models.of(language, call)
                .map(m -> vosk.engine(m, vocabulary.current().in(language)));
    }

    boolean hasServer() {
        return server != null;
    }

    /**
     * Asks the server for a sign of life, before anything is fetched and decoded for it.
     *
     * @throws EngineDown when it gives none
     */
    void greetServer() throws EngineDown {
        if (server != null) {
            server.greet();
        }
    }

    @Override
    public String topic() {
        return "speech";
    }

    @Override
    public List<Finding> look() {
        var subject = "speech server";
        if (server == null || settings == null) {
            return List.of(
                    Finding.skip(
                            subject,
                            "none; Vosk listens to every call",
                            "Only if you run one: aftercall.speech.server.url"));
        }
        var mend =
                "Start it, mend aftercall.speech.server.url, or choose another model on the page"
                        + " Speech; until then its recordings wait";
        try {
            server.greet();
            server.prove();
        } catch (EngineDown e) {
            return List.of(Finding.warn(subject, String.valueOf(e.getMessage()), mend));
        }
        if (!settings.isPrivate()) {
            return List.of(
                    Finding.warn(
                            subject,
                            "patients' voices travel to it unencrypted",
                            "Put TLS before it and write https in aftercall.speech.server.url"));
        }
        return List.of(
                Finding.pass(
                        subject,
                        settings.model() + " for " + String.join(", ", settings.languages())));
    }
}
