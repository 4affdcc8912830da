package org.aftercall.recording;

import java.util.List;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whose recordings are whose. */
@Repository
class Ownership {
    private final JdbcClient db;
    private final Modes modes;
    private final Pauses pauses;
    private final Calls calls;

    Ownership(JdbcClient db, Modes modes, Pauses pauses, Calls calls) {
        this.db = db;
        this.modes = modes;
        this.pauses = pauses;
        this.calls = calls;
    }

    /**
     * Known with the order of a call, when nobody has said a word yet; of who called us only when
     * somebody takes him.
     */
    void belongs(RecordingId id, CallId call, Recording.Owner owner) {
        switch (modes.of(owner.worklist())) {
            case ALWAYS -> {}
            case ON_CONSENT -> pauses.ask(call);
            case NEVER -> calls.stopRecording(call);
        }
        db.sql(
                        """
                        UPDATE recording.recording
                        SET patient_id = :patient, case_id = :stay, worklist_id = :list WHERE id = :id
                        """)
                .param("id", id.value())
                .param("patient", owner.patient())
                .param("stay", owner.stay())
                .param("list", owner.worklist())
                .update();
    }

    void outcome(CallId call, String code) {
        db.sql("UPDATE recording.recording SET outcome = :code WHERE call_id = :call")
                .param("code", code)
                .param("call", call.value())
                .update();
    }

    List<RecordingId> about(UUID stay) {
        return db.sql("SELECT id FROM recording.recording WHERE case_id = :stay ORDER BY id")
                .param("stay", stay)
                .query((rs, _) -> new RecordingId(rs.getObject(1, UUID.class)))
                .list();
    }

    private record Seen(long all, long inScope) {}

    /**
     * @throws Refusal when there is nothing of them, or something outside the signed-in person's
     *     scope
     */
    void checkInScope(@Nullable UUID patient, @Nullable UUID stay) {
        if ((patient == null) == (stay == null)) {
            throw new Refusal(Kind.INVALID, "hold.whose");
        }
        var scope = CurrentUser.get().scope();
        var seen =
                db.sql(
                                """
                                SELECT count(*), count(*) FILTER (WHERE :all OR department = ANY(:departments))
                                FROM recording.recording WHERE patient_id = :patient OR case_id = :stay
                                """)
                        .param("all", scope.all())
                        .param("departments", scope.asArray())
                        .param("patient", patient)
                        .param("stay", stay)
                        .query((rs, _) -> new Seen(rs.getLong(1), rs.getLong(2)))
                        .single();
        if (seen.all() == 0) {
            throw new Refusal(Kind.NOT_FOUND, "recording.noneOf");
        }
        if (seen.inScope() < seen.all()) {
            throw new Refusal(Kind.FORBIDDEN, "recording.scope");
        }
    }
}
