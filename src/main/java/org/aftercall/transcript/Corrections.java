package org.aftercall.transcript;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Utterances corrected by people; what was there before is kept. */
@Service
public class Corrections {
    private static final TypeReference<List<Utterance.Word>> WORDS = new TypeReference<>() {};

    private final JdbcClient db;
    private final JsonMapper json;
    private final UtteranceRows utterances;
    private final Covering covering;
    private final Cues cues;
    private final Clock clock;

    Corrections(
            JdbcClient db,
            JsonMapper json,
            UtteranceRows utterances,
            Covering covering,
            Cues cues,
            Clock clock) {
        this.covering = covering;
        this.cues = cues;
        this.db = db;
        this.json = json;
        this.utterances = utterances;
        this.clock = clock;
    }

    /**
     * What an utterance once said.
     *
     * @param version 0 is what the recogniser heard
     * @param by who replaced it
     * @param at when it was replaced
     */
    public record Old(int version, Utterance said, UUID by, Instant at) {}

    /**
     * @param basedOn how many corrections it had when it was read
     * @param before how it read then; of a recording that was heard again the count alone tells
     *     nothing
     * @throws Refusal when there is no such utterance, or somebody corrected it meanwhile
     */
    @Transactional
    void correct(TranscriptId id, int seq, String text, int basedOn, String before, StaffId by) {
        var call = utterances.lock(id).orElseThrow(Corrections::unknown);
        var said = utterance(id, seq);
        if (versions(id).getOrDefault(seq, 0) != basedOn || !said.text().equals(before)) {
            throw new Refusal(Kind.STALE, "transcript.stale");
        }
        db.sql(
                        """
                        INSERT INTO transcript.correction (transcript_id, seq, version, words, corrected_by, corrected_at)
                        VALUES (:id, :seq, :version, :words::jsonb, :by, :at)
                        """)
                .param("id", id.value())
                .param("seq", seq)
                .param("version", basedOn)
                .param("words", json.writeValueAsString(said.words()))
                .param("by", by.value())
                .param("at", Sql.utc(clock.instant()))
                .update();
        var corrected = Correction.of(said, text);
        utterances.replace(id, corrected);
        covering.words(id);
        cues.corrected(call, corrected, utterances.of(id));
    }

    Utterance utterance(TranscriptId id, int seq) {
        return utterances.of(id).stream()
                .filter(u -> u.seq() == seq)
                .findFirst()
                .orElseThrow(Corrections::unknown);
    }

    private static Refusal unknown() {
        return new Refusal(Kind.NOT_FOUND, "transcript.noUtterance");
    }

    List<Old> history(TranscriptId id, int seq) {
        utterance(id, seq);
        return all(id).stream().filter(old -> old.said().seq() == seq).toList();
    }

    /** Everything that was replaced in it, of each utterance the latest first. */
    public List<Old> all(TranscriptId id) {
        var said = utterances.of(id).stream().collect(Collectors.toMap(Utterance::seq, u -> u));
        return db
                .sql(
                        "SELECT * FROM transcript.correction WHERE transcript_id = :id ORDER BY seq, version DESC")
                .param("id", id.value())
                .query((row, _) -> old(row, said))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Old> old(ResultSet row, Map<Integer, Utterance> said) throws SQLException {
        var now = Optional.ofNullable(said.get(row.getInt("seq")));
        var version = row.getInt("version");
        List<Utterance.Word> words = json.readValue(row.getString("words"), WORDS);
        var by = row.getObject("corrected_by", UUID.class);
        var at = Sql.instant(row, "corrected_at");
        return now.map(u ->
                new Old(
                        version,
                        new Utterance(u.seq(), u.speaker(), u.fromMs(), u.toMs(), words),
                        by,
                        at));
    }

    /** How often each utterance was corrected, by its number. */
    Map<Integer, Integer> versions(TranscriptId id) {
        record Row(int seq, int count) {}
        return db
                .sql(
                        "SELECT seq, count(*) AS n FROM transcript.correction WHERE transcript_id = :id GROUP BY seq")
                .param("id", id.value())
                .query((row, _) -> new Row(row.getInt("seq"), row.getInt("n")))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::seq, Row::count));
    }
}
