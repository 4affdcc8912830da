package org.aftercall.recording;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moments of a talk that somebody marked: a nurse while she talked, a listener afterwards. */
@Service("recordingMoments")
@Transactional
public class Moments {
    private static final int LONGEST = 1000;

    private final JdbcClient db;
    private final Calls calls;
    private final AuditTrail trail;
    private final Clock clock;

    Moments(JdbcClient db, Calls calls, AuditTrail trail, Clock clock) {
        this.db = db;
        this.calls = calls;
        this.trail = trail;
        this.clock = clock;
    }

    /** Why it was marked. */
    public enum KindOf {
        BOOKMARK,
        COMMENT
    }

    /**
     * One of them. Prints as an id only.
     *
     * @param untilMs null where it is a point and no stretch
     * @param answers the comment that this one answers
     */
    public record Moment(
            UUID id,
            KindOf kind,
            long atMs,
            @Nullable Long untilMs,
            String said,
            @Nullable UUID answers,
            String who,
            Instant made) {
        @Override
        public String toString() {
            return "Moment[" + id + "]";
        }
    }

    @Transactional(readOnly = true)
    public List<Moment> of(CallId call) {
        return db.sql(
                        """
                        SELECT m.id, m.kind, m.at_ms, m.until_ms, m.said, m.answers, s.name, m.made_at
                        FROM recording.moment m JOIN staff.member s ON s.id = m.staff_id
                        WHERE m.call_id = :call ORDER BY m.at_ms, m.made_at, m.id
                        """)
                .param("call", call.value())
                .query((rs, _) ->
                        new Moment(
                                rs.getObject("id", UUID.class),
                                KindOf.valueOf(rs.getString("kind")),
                                rs.getLong("at_ms"),
                                rs.getObject("until_ms", Long.class),
                                rs.getString("said"),
                                rs.getObject("answers", UUID.class),
                                rs.getString("name"),
                                Sql.instant(rs, "made_at")))
                .list();
    }

    /**
     * Marks this moment of the talk at her desk.
     *
     * @throws Refusal when it is not hers or nobody has answered
     */
    public void bookmark(CallId id, @Nullable String said) {
        var call = calls.get(id);
        var answered = call.times().answered();
        if (!call.live() || CurrentUser.get().member().desk().filter(call::isAt).isEmpty()) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        if (answered == null) {
            throw new Refusal(Kind.CONFLICT, "call.notAnswered");
        }
        var at = Math.max(0, Duration.between(answered, clock.instant()).toMillis());
        add(id, KindOf.BOOKMARK, new Spot(at, null, null), said == null ? "" : said.strip());
    }

    /**
     * Where a comment is.
     *
     * @param answers another comment of the same call
     */
    public record Spot(long atMs, @Nullable Long untilMs, @Nullable UUID answers) {}

    /**
     * @throws Refusal when it is empty or too long, or its place is none
     */
    public void comment(Recording recording, Spot spot, String said) {
        var text = said.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw invalid("/said", "moment.said", LONGEST);
        }
        if (!(recording.state() instanceof Recording.State.Stored stored)
                || spot.atMs() < 0
                || spot.atMs() > stored.durationMs()
                || spot.untilMs() != null && spot.untilMs() < spot.atMs()) {
            throw invalid("/atMs", "moment.place");
        }
        if (spot.answers() != null
                && of(recording.call()).stream()
                        .noneMatch(
                                m -> m.id().equals(spot.answers()) && m.kind() == KindOf.COMMENT)) {
            throw invalid("/answers", "moment.answers");
        }
        add(recording.call(), KindOf.COMMENT, spot, text);
        trail.note("recording.comment", "recording", recording.id().value(), null);
    }

    private void add(CallId call, KindOf kind, Spot spot, String said) {
        db.sql(
                        """
                        INSERT INTO recording.moment (id, call_id, kind, at_ms, until_ms, said, answers, staff_id, made_at)
                        VALUES (:id, :call, :kind, :at, :until, :said, :answers, :who, :now)
                        """)
                .param("id", Ids.next())
                .param("call", call.value())
                .param("kind", kind.name())
                .param("at", spot.atMs())
                .param("until", spot.untilMs())
                .param("said", said.substring(0, Math.min(said.length(), LONGEST)))
                .param("answers", spot.answers())
                .param("who", CurrentUser.get().id().value())
                .param("now", Sql.utc(clock.instant()))
                .update();
    }

    private static Refusal invalid(String pointer, String code, Object... arguments) {
        return new Refusal(
                Kind.INVALID,
                code,
                List.of(arguments),
                List.of(new Mend(pointer, code, List.of(arguments))));
    }
}
