package org.aftercall.transcript;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which model listens to which call; asked anew each time, so that a choice holds at once. */
@Component
class Models {
    private final SpeechModels models;
    private final JdbcClient db;

    Models(SpeechModels models, JdbcClient db) {
        this.models = models;
        this.db = db;
    }

    /**
     * Somebody chose this model.
     *
     * @param worklist null for all lists without a choice of their own
     * @param model a Vosk model's name, or {@code whisper} for the server
     */
    record Choice(String language, @Nullable UUID worklist, String model) {}

    /**
     * The chosen Vosk model for a call in this language, the list's own choice first; without a
     * choice, or when what was chosen is gone or is no model of ours, the preferred one of the
     * language. Empty when there is none.
     */
    Optional<SpeechModel> of(String language, CallId call) {
        var all = models.all().stream().filter(m -> m.language().equals(language)).toList();
        return chosen(language, call).stream()
                .flatMap(name -> all.stream().filter(m -> m.name().equals(name)))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** What was chosen for a call in this language, its list's own choice first. */
    List<String> chosen(String language, CallId call) {
        return db.sql(
                        """
                        SELECT c.model FROM transcript.choice c
                        LEFT JOIN transcript.about a ON a.call_id = :call
                        WHERE c.language = :language AND (c.worklist_id IS NULL OR c.worklist_id = a.worklist_id)
                        ORDER BY c.worklist_id NULLS LAST
                        """)
                .param("call", call.value())
                .param("language", language)
                .query((row, _) -> row.getString("model"))
                .list();
    }

    /** What was chosen for all lists without a choice of their own; at most one. */
    List<String> chosen(String language) {
        return choices().stream()
                .filter(c -> c.worklist() == null && c.language().equals(language))
                .map(Choice::model)
                .toList();
    }

    List<SpeechModel> all() {
        return models.all();
    }

    List<Choice> choices() {
        return db.sql("SELECT * FROM transcript.choice ORDER BY language, worklist_id NULLS FIRST")
                .query((row, _) ->
                        new Choice(
                                row.getString("language"),
                                row.getObject("worklist_id", UUID.class),
                                row.getString("model")))
                .list();
    }

    void choose(Choice choice) {
        db.sql(
                        """
                        INSERT INTO transcript.choice (language, worklist_id, model) VALUES (:language, :worklist, :model)
                        ON CONFLICT (language, worklist_id) DO UPDATE SET model = excluded.model
                        """)
                .param("language", choice.language())
                .param("worklist", choice.worklist())
                .param("model", choice.model())
                .update();
    }

    /** Back to the house's choice, or to the preferred one. */
    void forget(String language, @Nullable UUID worklist) {
        db.sql(
                        """
                        DELETE FROM transcript.choice
                        WHERE language = :language AND worklist_id IS NOT DISTINCT FROM :worklist::uuid
                        """)
                .param("language", language)
                .param("worklist", worklist)
                .update();
    }
}
