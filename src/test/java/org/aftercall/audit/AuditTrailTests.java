package org.aftercall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationModuleTest(mode = BootstrapMode.DIRECT_DEPENDENCIES)
class AuditTrailTests {
    @Autowired AuditTrail trail;
    @Autowired JdbcClient db;
    @Autowired TransactionTemplate transaction;

    @BeforeEach
    void anEmptyTrail() {
        db.sql("ALTER TABLE audit.access DISABLE TRIGGER USER").update();
        db.sql("TRUNCATE audit.access").update();
        db.sql("ALTER TABLE audit.access ENABLE TRIGGER USER").update();
    }

    @Test
    void manyWritersAtOnceMakeOneUnbrokenChain() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var notes = new ArrayList<Future<?>>();
            for (int i = 0; i < 200; i++) {
                notes.add(
                        threads.submit(() ->
                                trail.note(
                                        "record.view", "record", UUID.randomUUID(), null, "测试")));
            }
            for (var note : notes) {
                note.get();
            }
        }
        assertThat(db.sql("SELECT max(seq) FROM audit.access").query(Long.class).single())
                .isEqualTo(200);
        assertThat(trail.firstBrokenRow()).isEmpty();
    }

    @Test
    void aNoteStaysThoughWhatItWasAboutIsRolledBack() {
        transaction.executeWithoutResult(status -> {
            trail.note("record.view", "record", null, null);
            status.setRollbackOnly();
        });
        assertThat(trail.read(Long.MAX_VALUE, 10, null, null)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UPDATE audit.access SET login = 'somebody' WHERE seq = 4; 4",
                "UPDATE audit.access SET action = 'record.open' WHERE seq = 4; 4",
                "UPDATE audit.access SET detail = 'x' WHERE seq = 1; 1",
                "UPDATE audit.access SET at = at + interval '1 microsecond' WHERE seq = 4; 4",
                "UPDATE audit.access SET staff_id = gen_random_uuid() WHERE seq = 4; 4",
                "UPDATE audit.access SET subject_id = NULL WHERE seq = 4; 4",
                "UPDATE audit.access SET patient_id = gen_random_uuid() WHERE seq = 8; 8",
                "UPDATE audit.access SET hash = '\\x00' WHERE seq = 4; 4",
                "DELETE FROM audit.access WHERE seq = 1; 1",
                "DELETE FROM audit.access WHERE seq = 4; 4",
                "DELETE FROM audit.access WHERE seq BETWEEN 2 AND 7; 2"
            })
    void aRowThatIsChangedOrTakenOutIsFound(String sql, long at) {
        eightNotes();
        tamper(sql);
        assertThat(trail.firstBrokenRow()).contains(at);
    }

    @Test
    void aGapThatIsClosedByNumberingAnewIsFound() {
        eightNotes();
        tamper("DELETE FROM audit.access WHERE seq = 4");
        tamper("UPDATE audit.access SET seq = seq - 1 WHERE seq = 5");
        tamper("UPDATE audit.access SET seq = seq - 1 WHERE seq = 6");
        assertThat(trail.firstBrokenRow()).contains(4L);
    }

    @Test
    void twoRowsThatChangePlacesAreFound() {
        eightNotes();
        tamper("UPDATE audit.access SET seq = 100 WHERE seq = 3");
        tamper("UPDATE audit.access SET seq = 3 WHERE seq = 6");
        tamper("UPDATE audit.access SET seq = 6 WHERE seq = 100");
        assertThat(trail.firstBrokenRow()).contains(3L);
    }

    @Test
    void aRowThatIsPutInIsFound() {
        eightNotes();
        var copy =
                """
                INSERT INTO audit.access SELECT %d, at, staff_id, login, action, subject_type, subject_id, patient_id,
                       detail, hash, hash FROM audit.access WHERE seq = 8
                """;
        db.sql(copy.formatted(9)).update();
        assertThat(trail.firstBrokenRow()).contains(9L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.access SET detail = 'x'",
                "DELETE FROM audit.access",
                "TRUNCATE audit.access"
            })
    void theDatabaseRefusesToRewriteTheTrail(String sql) {
        eightNotes();
        assertThatThrownBy(() -> db.sql(sql).update())
                .hasMessageContaining("the audit trail is append-only");
        assertThat(trail.read(Long.MAX_VALUE, 20, null, null)).hasSize(8);
    }

    @Test
    void whoHeardARecordingIsAskedOfTheTrailByTheRecording() {
        eightNotes();
        var recording = UUID.randomUUID();
        trail.note("recording.play", "recording", recording, null);
        trail.note("transcript.read", "recording", recording, null);
        assertThat(trail.read(Long.MAX_VALUE, 20, null, null, recording))
                .extracting(AuditTrail.Row::action)
                .containsExactly("transcript.read", "recording.play");
        assertThat(trail.read(Long.MAX_VALUE, 20, null, "recording.play", recording))
                .singleElement()
                .matches(r -> recording.equals(r.subject()));
        assertThat(trail.read(Long.MAX_VALUE, 20, null, null, UUID.randomUUID())).isEmpty();
    }

    private void eightNotes() {
        for (int i = 0; i < 8; i++) {
            trail.note("recording.play", "recording", UUID.randomUUID(), UUID.randomUUID(), "a:1");
        }
        assertThat(trail.firstBrokenRow()).isEmpty();
    }

    private void tamper(String sql) {
        db.sql("ALTER TABLE audit.access DISABLE TRIGGER USER").update();
        db.sql(sql).update();
    }
}
