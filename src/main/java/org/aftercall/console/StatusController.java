package org.aftercall.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.recording.Recordings;
import org.aftercall.telephony.Switchboard;
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
    private final Obstructions obstructions;
    private final String version;

    StatusController(
            Switchboard switchboard,
            Recordings recordings,
            Transcripts transcripts,
            JdbcClient db,
            Obstructions obstructions,
            ObjectProvider<BuildProperties> build) {
        this.switchboard = switchboard;
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.db = db;
        this.obstructions = obstructions;
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
            Part disk,
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
        var database = db.sql("SHOW server_version").query(String.class).single();
        return new Status(
                telephony,
                unless(obstructions.trunk(locale)),
                unless(obstructions.disk(locale)),
                unless(recordings.whyStoreIsDown()),
                LANGUAGES.stream().map(this::model).toList(),
                new Part(true, "PostgreSQL " + database),
                recordings.waiting(),
                transcripts.waiting(),
                version);
    }

    private static Part unless(Optional<String> why) {
        return why.map(w -> new Part(false, w)).orElse(new Part(true, ""));
    }

    private ModelView model(String language) {
        return transcripts.models().stream()
                .filter(m -> m.language().equals(language))
                .findFirst()
                .map(m -> new ModelView(language, m.name(), true, m.demo()))
                .orElse(new ModelView(language, "", false, false));
    }
}
