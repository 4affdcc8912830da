package org.aftercall.transcript;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.aftercall.transcript.whisper.WhisperServer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where speech models lie and how much of the machine they may take.
 *
 * @param models folders of model folders, the preferred ones first; set in {@code
 *     application.yaml}, since a default here could not name {@code aftercall.var}
 * @param boostedModels where copies of models lie that listen for the house's words; made as needed
 * @param parallel recordings turned into words at once; each takes one core for 2 to 60 % of the
 *     talk's length, depending on the model
 * @param quietDbfs a side whose loudest sample is below this is lifted before it is recognised
 * @param captions whether what is said is shown while it is said; only in talks that are recorded
 * @param captionThreads threads that recognise it, all of them behind every other thread
 * @param captionVoices how many may be recognised at the same moment; beyond it the next one who
 *     speaks goes without for five seconds
 * @param server a second engine beside Vosk; there is none without it
 */
@ConfigurationProperties("aftercall.speech")
record SpeechSettings(
        List<Path> models,
        Path boostedModels,
        @DefaultValue("1") int parallel,
        @DefaultValue("-30") double quietDbfs,
        @DefaultValue("true") boolean captions,
        @DefaultValue("1") int captionThreads,
        @DefaultValue("32") int captionVoices,
        @Nullable Server server) {
    /**
     * A server with whisper.cpp's protocol. It listens to whom somebody chose it for, and to all
     * for whom there is no other model but a demo one; live captions are Vosk's in any case. The
     * sound of patients goes there: on this machine, or over https.
     *
     * @param url without {@code /inference}
     * @param model what a transcript says listened; the protocol does not tell
     * @param timeout for six minutes of one side, the longest stretch that is sent
     * @param languages in which it listens
     */
    record Server(
            URI url,
            @DefaultValue("whisper") String model,
            @DefaultValue("10m") Duration timeout,
            @DefaultValue({"zh", "en"}) List<String> languages) {
        private static final Pattern LOOPBACK =
                Pattern.compile("localhost|127\\.[0-9.]+|\\[(::1|0:0:0:0:0:0:0:1)]");

        Server {
            if (url == null || url.getHost() == null || !("" + url.getScheme()).matches("https?")) {
                throw new IllegalArgumentException(
                        "aftercall.speech.server.url: write it as http://127.0.0.1:8178, not "
                                + url);
            }
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException(
                        "aftercall.speech.server.timeout: write a time above 0, as 10m");
            }
            if (model.isBlank()) {
                throw new IllegalArgumentException(
                        "aftercall.speech.server.model: write the name of its model");
            }
            if (languages.isEmpty() || !List.of("zh", "en").containsAll(languages)) {
                throw new IllegalArgumentException(
                        "aftercall.speech.server.languages: write zh, en or both, not "
                                + languages);
            }
        }

        /** Whether nobody on the way can hear what is sent. */
        boolean isPrivate() {
            return "https".equalsIgnoreCase(url.getScheme())
                    || LOOPBACK.matcher(url.getHost()).matches();
        }

        WhisperServer open() {
            return new WhisperServer(url, model, timeout);
        }
    }
}
