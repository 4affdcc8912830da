package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.vault.BrokenSeal;
import org.aftercall.recording.vault.SealedKey;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** The end of a master key, and with it of what a backup of the database still has. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/RetiringTests/tapes",
            "aftercall.var=target/var/RetiringTests",
            "aftercall.recording.master.renew-days=7",
            "aftercall.recording.master.keep-days=14",
            "aftercall.call.sweep-every=1h",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
class RetiringTests {
    private static final Path HOME = Path.of("target/var/RetiringTests");
    private static final Path FILE = HOME.resolve("secrets/master.key");
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final Grounds WHY = new Grounds("asked in writing");

    @Autowired Recordings recordings;
    @Autowired Erasure erasure;
    @Autowired Keys keys;
    @Autowired KeysCheck check;
    @Autowired NightSweep sweep;
    @Autowired Shelf shelf;
    @Autowired Keeper keeper;
    @Autowired Vault vault;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @BeforeEach
    void aFreshHouse() throws IOException {
        clock.set(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        db.sql("DELETE FROM recording.recording").update();
        db.sql("DELETE FROM recording.master").update();
        Files.deleteIfExists(FILE);
    }

    /** What a backup of the database has of one recording. */
    private record Backup(UUID id, SealedKey key, long sealedBytes) {}

    @Test
    void whatWasErasedOpensFromABackupUntilItsMasterKeyIsDestroyed() throws Exception {
        var person = UUID.randomUUID();
        var gone = kept(person);
        var stays = kept(UUID.randomUUID());
        var backup = backup(gone);
        CHIEF.run(() -> erasure.ofPerson(person, WHY));
        var old = vault.currentMaster();
        assertThat(opens(backup)).as("this is what it is for").isTrue();
        assertThat(keys.overview().erased().recordings()).isOne();

        refused(old, "keys.locks");
        clock.advance(Duration.ofMinutes(1));
        keys.rotate();
        refused(old, "keys.used");
        assertThat(keys.retireIdle()).as("something that lives is under it").isZero();
        keys.relock();
        assertThat(keys.overview().masters())
                .filteredOn(m -> m.id().equals(old))
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.ours()).isTrue();
                    assertThat(m.idle()).isNotNull();
                });
        assertThat(keys.retireIdle()).isOne();

        assertThat(opens(backup)).isFalse();
        assertThat(opens(backup(stays))).isTrue();
        assertThat(Files.readAllLines(FILE)).hasSize(1);
        assertThat(keys.overview().erased().recordings()).isZero();
        refused(old, "keys.unknown");
        assertThat(
                        db.sql(
                                        "SELECT count(*) FROM audit.access WHERE action = 'keys.retire' AND detail = ?")
                                .param("master=" + old)
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    @Test
    void nothingComesUnderAMasterKeyThatWasDestroyed() throws Exception {
        var id = kept(UUID.randomUUID());
        var old = vault.currentMaster();
        keys.rotate();
        keys.relock();
        keys.retire(old);
        assertThatThrownBy(() ->
                        db.sql("UPDATE recording.recording SET master_id = ? WHERE id = ?")
                                .param(old)
                                .param(id.value())
                                .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("was destroyed");
    }

    @Test
    void anOldCopyOfTheKeyFileThatIsPutBackIsNoticed() throws Exception {
        kept(UUID.randomUUID());
        keys.rotate();
        keys.relock();
        var copy = Files.readString(FILE);
        keys.retireIdle();
        Files.writeString(FILE, copy);
        assertThat(check.look())
                .last()
                .satisfies(f -> {
                    assertThat(f.verdict()).isEqualTo(Finding.Verdict.WARN);
                    assertThat(f.detail()).contains("are here again");
                });
        assertThat(keys.retireIdle()).isOne();
        assertThat(check.look()).hasSize(1);
        Files.writeString(FILE, copy.lines().findFirst().orElseThrow() + "\n");
        assertThat(check.look())
                .last()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Finding.Verdict.FAIL));
    }

    @Test
    void theNightRenewsTheMasterKeyAndDestroysTheOldOneWhenNoBackupNeedsIt() throws Exception {
        var person = UUID.randomUUID();
        var gone = kept(person);
        kept(UUID.randomUUID());
        var backup = backup(gone);
        CHIEF.run(() -> erasure.ofPerson(person, WHY));
        var first = vault.currentMaster();
        night(0, 0);
        var promised = keys.overview().erased().gone();
        assertThat(promised)
                .isAfter(clock.instant().plus(Duration.ofDays(21)))
                .isBefore(clock.instant().plus(Duration.ofDays(23)));

        clock.advance(Duration.ofDays(7));
        night(1, 0);
        assertThat(vault.currentMaster()).isNotEqualTo(first);
        keys.relock();
        clock.advance(Duration.ofDays(13));
        assertThat(opens(backup)).as("a backup of this age can be put back").isTrue();
        sweep.run(null);
        assertThat(vault.masters()).contains(first);
        clock.advance(Duration.ofDays(1));
        assertThat(sweep.run(null).figures()).containsEntry("retired", 1L);
        assertThat(vault.masters()).doesNotContain(first);
        assertThat(opens(backup)).isFalse();
        assertThat(clock.instant()).isBeforeOrEqualTo(promised);
        assertThat(keys.overview().erased().recordings()).isZero();
    }

    @Test
    void whatIsKeptLongerThanItNeedBeIsTold() throws Exception {
        kept(UUID.randomUUID());
        keys.rotate();
        keys.relock();
        assertThat(check.look()).hasSize(1);
        clock.advance(Duration.ofDays(15));
        assertThat(check.look())
                .last()
                .satisfies(f -> {
                    assertThat(f.verdict()).isEqualTo(Finding.Verdict.WARN);
                    assertThat(f.fix()).isEqualTo("./aftercall keys retire");
                });
    }

    private void night(long renewed, long retired) {
        assertThat(sweep.run(null).figures())
                .containsEntry("renewed", renewed)
                .containsEntry("retired", retired)
                .containsEntry("openable", 1L);
    }

    private void refused(String master, String code) {
        assertThatThrownBy(() -> keys.retire(master))
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private Backup backup(RecordingId id) {
        return db.sql(
                        "SELECT id, master_id, sealed_key, sealed_bytes FROM recording.recording WHERE id = ?")
                .param(id.value())
                .query((rs, _) ->
                        new Backup(
                                id.value(),
                                new SealedKey(rs.getString(2), rs.getBytes(3)),
                                rs.getLong(4)))
                .single();
    }

    private boolean opens(Backup backup) throws IOException {
        try (var sound = vault.open(backup.id(), backup.key(), backup.sealedBytes())) {
            return sound.readAllBytes().length > 0;
        } catch (BrokenSeal closed) {
            return false;
        }
    }

    private RecordingId kept(UUID person) throws Exception {
        var call = CallIds.over(db, clock.instant(), true);
        Voices.write(
                HOME.resolve("tapes").resolve(call.value() + ".raw"),
                Voices.tone(1, 440, 9000),
                Voices.tone(1, 700, 5000));
        recordings.belongs(call, new Recording.Owner(person, UUID.randomUUID(), UUID.randomUUID()));
        shelf.ended(call, clock.instant());
        keeper.keep(recordings.of(call).orElseThrow());
        return recordings.of(call).orElseThrow().id();
    }
}
