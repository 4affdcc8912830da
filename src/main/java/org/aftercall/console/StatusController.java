package org.aftercall.console;

import java.util.List;
import java.util.Locale;
import org.aftercall.kernel.HouseWords;
import org.aftercall.recording.Recordings;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireState;
import org.aftercall.transcript.Transcripts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the house is, for everybody who works in it. */
@RestController
@RequestMapping("/api/v1/status")
@PreAuthorize("isAuthenticated()")
class StatusController {
    private static final List<String> LANGUAGES = List.of("zh", "en");

    private final Switchboard switchboard;
    private final Recordings recordings;
    private final Transcripts transcripts;
    private final JdbcClient db;
    private final HouseWords words;
    private final String version;

    StatusController(
            Switchboard switchboard,
            Recordings recordings,
            Transcripts transcripts,
            JdbcClient db,
            HouseWords words,
            ObjectProvider<BuildProperties> build) {
        this.switchboard = switchboard;
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.db = db;
        this.words = words;
        var known = build.getIfAvailable();
        this.version = known == null ? "dev" : String.valueOf(known.getVersion());
    }

    /**
     * @param detail what it is when it is up, and why it is not when it is down
     */
    record Part(boolean up, String detail) {}

    record ModelView(String language, String name, boolean present, boolean demo) {}

    record Status(
            Part telephony,
            Part trunk,
            Part store,
            List<ModelView> models,
            Part database,
            int spoolWaiting,
            int transcriptsWaiting,
            String version) {}

    @GetMapping
    Status now(Locale locale) {
        var telephony =
                switch (switchboard.state()) {
                    case WireState.Up(var what) -> new Part(true, "Asterisk " + what);
                    case WireState.Down(var why) -> new Part(false, why);
                };
        var store =
                recordings
                        .whyStoreIsDown()
                        .map(why -> new Part(false, why))
                        .orElse(new Part(true, ""));
        var database = db.sql("SHOW server_version").query(String.class).single();
        return new Status(
                telephony,
                trunk(locale),
                store,
                LANGUAGES.stream().map(this::model).toList(),
                new Part(true, "PostgreSQL " + database),
                recordings.waiting(),
                transcripts.waiting(),
                version);
    }

    private Part trunk(Locale locale) {
        return switch (switchboard.trunk()) {
            case TrunkState.Up() -> new Part(true, "");
            case TrunkState.Down down -> new Part(false, words.of(down.why(), locale));
        };
    }

    private ModelView model(String language) {
        return transcripts.models().stream()
                .filter(m -> m.language().equals(language))
                .findFirst()
                .map(m -> new ModelView(language, m.name(), true, m.demo()))
                .orElse(new ModelView(language, "", false, false));
    }
}
