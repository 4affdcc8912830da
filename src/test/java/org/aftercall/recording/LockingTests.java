package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.GetObjectRetentionArgs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.vault.MinioServer;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Recordings in a bucket with object lock: a real MinIO server, which goes by the real time. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/LockingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.s3.bucket=locked",
            "aftercall.s3.lock=GOVERNANCE",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
@EnabledIf(
        value = "org.aftercall.recording.vault.MinioServer#isInstalled",
        disabledReason = "no real MinIO server: storage/s3/minio install builds it")
class LockingTests {
    private static final Path HOME = Path.of("target/var/LockingTests");
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final Grounds WHY = new Grounds("asked in writing");
    private static @Nullable MinioServer server;

    @Autowired Recordings recordings;
    @Autowired Retention retention;
    @Autowired Holds holds;
    @Autowired Erasure erasure;
    @Autowired Clearing clearing;
    @Autowired NightSweep sweep;
    @Autowired Locks locks;
    @Autowired Shelf shelf;
    @Autowired Keeper keeper;
    @Autowired Vault vault;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private UUID person = UUID.randomUUID();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) throws IOException {
        var minio = MinioServer.start(HOME.resolve("store-" + UUID.randomUUID()));
        server = minio;
        registry.add("aftercall.s3.endpoint", minio::endpoint);
        registry.add("aftercall.s3.access-key", () -> MinioServer.USER);
        registry.add("aftercall.s3.secret-key", () -> MinioServer.SECRET);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void now() {
        clock.set(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        person = UUID.randomUUID();
    }

    @AfterEach
    void nothingIsLeft() {
        db.sql(
                        "UPDATE recording.hold SET lifted_at = now(), lifted_by = id, lifted_why = 'end'"
                                + " WHERE lifted_at IS NULL")
                .update();
        db.sql("DELETE FROM recording.recording").update();
        db.sql("DELETE FROM recording.retention").update();
        db.sql("DELETE FROM recording.report").update();
    }

    @Test
    void aRecordingIsLockedUntilItsRetentionEnds() throws Exception {
        rule(30);
        var id = kept(clock.instant());
        var until = java.util.Objects.requireNonNull(retention.of(id).until());
        assertThat(lockedUntil(id)).isEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
        assertThat(atTheStore(id)).isEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void withoutARuleThereIsNoDateAndNoLock() throws Exception {
        var id = kept(clock.instant());
        assertThat(lockedUntil(id)).isNull();
        CHIEF.run(() -> erasure.ofPerson(person, WHY));
        clearing.run();
        assertThat(vault.has(id.value())).isFalse();
    }

    @Test
    void whoIsErasedIsUnreadableAtOnceAndItsObjectGoesWhenTheStoreLetsIt() throws Exception {
        rule(1);
        // Its time ends in some seconds, and only the store's clock counts for that.
        var id = kept(Instant.now().minus(Duration.ofDays(1)).plusSeconds(10));
        assertThat(lockedUntil(id)).isNotNull();
        CHIEF.run(() -> assertThat(erasure.ofPerson(person, WHY)).isEqualTo(1));
        assertThat(key(id)).isNull();
        assertThat(recordings.hear(id)).isEmpty();
        clearing.run();
        assertThat(vault.has(id.value())).isTrue();
        assertThat(sweep.run(null).figures()).containsEntry("undeleted", 1L);
        // Our clock runs ahead of the store's, which refuses: asked again in an hour, not at once.
        clock.advance(Duration.ofMinutes(1));
        clearing.run();
        if (vault.has(id.value())) {
            assertThat(lockedUntil(id)).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        }
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> {
                    clock.advance(Duration.ofHours(2));
                    clearing.run();
                    return !vault.has(id.value());
                });
        assertThat(sweep.run(null).figures()).containsEntry("undeleted", 0L);
    }

    @Test
    void theNightMovesTheDatesOfWhatIsToStayLonger() throws Exception {
        rule(10);
        var longer = kept(clock.instant());
        assertThat(sweep.run(null).figures()).containsEntry("locked", 0L);
        db.sql("DELETE FROM recording.retention").update();
        rule(100);
        assertThat(sweep.run(null).figures()).containsEntry("locked", 1L);
        var until = java.util.Objects.requireNonNull(retention.of(longer).until());
        assertThat(atTheStore(longer)).isEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
        assertThat(lockedUntil(longer)).isEqualTo(atTheStore(longer));
        // A shorter rule does not shorten a lock.
        db.sql("DELETE FROM recording.retention").update();
        rule(20);
        assertThat(sweep.run(null).figures()).containsEntry("locked", 0L);
    }

    @Test
    void whatIsHeldIsLockedFromNightToNight() throws Exception {
        var held = kept(clock.instant());
        CHIEF.run(() -> holds.place(person, null, WHY));
        assertThat(sweep.run(null).figures()).containsEntry("locked", 1L);
        assertThat(atTheStore(held)).isAfter(Instant.now().plus(Duration.ofDays(29)));
        CHIEF.run(() -> holds.lift(holds.all().getFirst().id(), WHY));
        assertThat(sweep.run(null).figures()).containsEntry("locked", 0L);
    }

    @Test
    void doctorSaysThatTheBucketLocks() throws Exception {
        kept(clock.instant());
        var finding = locks.look().getFirst();
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.PASS);
        assertThat(finding.detail()).contains("GOVERNANCE");
    }

    private void rule(int days) {
        CHIEF.run(() ->
                retention.write(new RetentionRule(UUID.randomUUID(), null, null, null, days)));
    }

    /** A recording of this person whose talk began then. */
    private RecordingId kept(Instant began) throws Exception {
        var call = CallIds.over(db, began, true);
        Voices.write(
                HOME.resolve("tapes").resolve(call.value() + ".raw"),
                Voices.tone(1, 440, 9000),
                Voices.tone(1, 700, 5000));
        recordings.label(
                call,
                new Recording.Label(UUID.randomUUID(), "Cardiology", "Nurse", "Patient", "en"));
        recordings.belongs(call, new Recording.Owner(person, UUID.randomUUID(), UUID.randomUUID()));
        shelf.ended(call, began);
        db.sql("UPDATE recording.recording SET started_at = :at WHERE call_id = :call")
                .param("at", Sql.utc(began))
                .param("call", call.value())
                .update();
        keeper.keep(recordings.of(call).orElseThrow());
        return recordings.of(call).orElseThrow().id();
    }

    private @Nullable Instant lockedUntil(RecordingId id) {
        return db.sql("SELECT locked_until FROM recording.recording WHERE id = ?")
                .param(id.value())
                .query((rs, _) ->
                        java.util.Optional.ofNullable(Sql.instantOrNull(rs, "locked_until")))
                .single()
                .orElse(null);
    }

    private byte @Nullable [] key(RecordingId id) {
        return db.sql("SELECT coalesce(sealed_key, '') FROM recording.recording WHERE id = ?")
                .param(id.value())
                .query(byte[].class)
                .optional()
                .filter(k -> k.length > 0)
                .orElse(null);
    }

    private static Instant atTheStore(RecordingId id) throws Exception {
        return java.util.Objects.requireNonNull(server)
                .client()
                .getObjectRetention(
                        GetObjectRetentionArgs.builder()
                                .bucket("locked")
                                .object("recordings/" + id.value())
                                .build())
                .retainUntilDate()
                .toInstant();
    }
}
