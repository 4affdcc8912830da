package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.vault.KeyServer;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** F14 in small: the master key changes under the playing, goes away, and comes back. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/RotatingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
class RotatingTests {
    private static final Path SPOOL = Path.of("target/var/RotatingTests/tapes");
    private static final KeyServer SERVER = new KeyServer();

    @Autowired Recordings recordings;
    @Autowired Plays plays;
    @Autowired Keys keys;
    @Autowired KeysCheck check;
    @Autowired Shelf shelf;
    @Autowired Keeper keeper;
    @Autowired Clock clock;
    @Autowired JdbcClient db;

    @DynamicPropertySource
    static void aKeyServer(DynamicPropertyRegistry registry) {
        registry.add("aftercall.kms.address", SERVER::address);
        registry.add("aftercall.kms.token", () -> KeyServer.TOKEN);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void aNewMasterKeyTakesOverWhileEverythingPlays() throws Exception {
        var ids = new ArrayList<RecordingId>();
        for (int i = 0; i < 12; i++) {
            ids.add(kept());
        }
        var objects = sealedBytes(ids);
        var before = keys.overview();
        assertThat(before.waiting()).isZero();
        try (var listeners = Executors.newFixedThreadPool(4)) {
            var plays = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 200; i++) {
                var id = ids.get(i % ids.size());
                plays.add(listeners.submit((Callable<Integer>) () -> heard(id)));
                if (i == 100) {
                    keys.rotate();
                    assertThat(keys.overview().waiting()).isEqualTo(before.recordings());
                    assertThat(keys.relock()).isEqualTo(before.recordings());
                }
            }
            for (var play : plays) {
                assertThat(play.get()).isPositive();
            }
        }
        var after = keys.overview();
        assertThat(after.waiting()).isZero();
        // The server keeps the earlier version until its operator trims it.
        assertThat(after.masters()).hasSize(2);
        assertThat(after.masters().getLast().locks()).isTrue();
        assertThat(after.masters().getLast().recordings()).isEqualTo(before.recordings());
        assertThat(before.masters().getFirst().id()).isEqualTo(after.masters().getFirst().id());
        assertThat(sealedBytes(ids)).as("the sound itself is not touched").isEqualTo(objects);
        assertThat(keys.relock()).as("nothing is left to do").isZero();
        assertThat(
                        db.sql("SELECT count(*) FROM audit.access WHERE action = 'keys.rotate'")
                                .query(Integer.class)
                                .single())
                .isPositive();
    }

    @Test
    void withoutTheMasterKeyNothingPlaysAndNewTapesWait() throws Exception {
        var id = kept();
        var call = taped();
        SERVER.away();
        try {
            assertThatThrownBy(() -> heard(id))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no -> {
                                assertThat(no.code()).isEqualTo("keys.down");
                                assertThat(no.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
                            });
            assertThatThrownBy(() -> keeper.keep(recordings.of(call).orElseThrow()))
                    .isInstanceOf(KeysDown.class);
            assertThat(SPOOL.resolve(call.value() + ".raw")).exists();
            assertThat(check.look())
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.verdict()).isEqualTo(Finding.Verdict.FAIL);
                        assertThat(f.fix()).isNotBlank();
                    });
        } finally {
            SERVER.back();
        }
        assertThat(heard(id)).isPositive();
        keeper.keep(recordings.of(call).orElseThrow());
        assertThat(SPOOL.resolve(call.value() + ".raw")).doesNotExist();
        assertThat(check.look())
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Finding.Verdict.PASS));
    }

    @Test
    void aMasterKeyThatIsNotHereFailsTheDoctor() throws Exception {
        var id = kept();
        db.sql("UPDATE recording.recording SET master_id = 'feedbeefcafe0123' WHERE id = ?")
                .param(id.value())
                .update();
        assertThat(check.look())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.verdict()).isEqualTo(Finding.Verdict.FAIL);
                    assertThat(f.detail()).startsWith("1 recordings");
                });
        assertThat(keys.relock()).isZero();
        db.sql("DELETE FROM recording.recording WHERE id = ?").param(id.value()).update();
    }

    private int heard(RecordingId id) {
        var length = new AtomicInteger();
        SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING)
                .run(() -> {
                    try (var sound = plays.play(recordings.visible(id))) {
                        length.set(sound.readAllBytes().length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return length.get();
    }

    private Map<RecordingId, String> sealedBytes(List<RecordingId> ids) {
        var shas = new java.util.HashMap<RecordingId, String>();
        for (var id : ids) {
            shas.put(
                    id,
                    db.sql(
                                    """
                                    SELECT sealed_bytes || ' ' || encode(sha256, 'hex')
                                    FROM recording.recording WHERE id = ?
                                    """)
                            .param(id.value())
                            .query(String.class)
                            .single());
        }
        return shas;
    }

    private RecordingId kept() throws Exception {
        var call = taped();
        keeper.keep(recordings.of(call).orElseThrow());
        return recordings.of(call).orElseThrow().id();
    }

    private CallId taped() throws IOException {
        var call = CallIds.over(db, clock.instant().minus(Duration.ofSeconds(1)), true);
        Voices.write(
                SPOOL.resolve(call.value() + ".raw"),
                Voices.tone(1, 440, 9000),
                Voices.tone(1, 700, 5000));
        assertThat(shelf.ended(call, clock.instant())).isPresent();
        return call;
    }
}
