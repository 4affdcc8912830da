package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.media.Tape;
import org.aftercall.recording.vault.Vault;
import org.aftercall.telephony.Tapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** Tapes that are encoded and sealed while the talk goes on. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/HeadStartTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.recording.head-start-every=1h",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
class HeadStartTests {
    private static final Path SPOOL = Path.of("target/var/HeadStartTests/tapes");
    private static final Path DRAFTS = Path.of("target/var/HeadStartTests/drafts");
    private static final int SECOND = 32_000;

    @Autowired Recordings recordings;
    @Autowired Shelf shelf;
    @Autowired Tapes tapes;
    @Autowired Vault vault;
    @Autowired RecordingSettings settings;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private final byte[] sound =
            Voices.tape(Voices.tone(30, 440, 9000), Voices.tone(30, 700, 5000));
    private final Random random = new Random(9);
    private HeadStart headStart = headStart(Duration.ofSeconds(2));

    @BeforeEach
    void nothingIsBegun() {
        headStart = headStart(Duration.ofSeconds(2));
    }

    @AfterEach
    void nobodyTalks() throws IOException {
        headStart.end();
        assertThat(drafts()).isEmpty();
        db.sql(
                        "UPDATE call.call SET ended_at = now(), result = 'ANSWERED', rang = true WHERE ended_at IS NULL")
                .update();
    }

    @Test
    void whatIsDoneAheadIsTheSameToTheLastByte() throws Exception {
        var call = talking();
        for (int at = 0; at < sound.length; ) {
            // Torn in the middle of a frame, as a switchboard writes.
            int more = Math.min(sound.length - at, 1 + random.nextInt(5 * SECOND));
            grow(call, Arrays.copyOfRange(sound, at, at + more));
            at += more;
            headStart.run();
        }
        assertThat(drafts()).hasSize(1);
        keep(call);
        assertThat(stored(call).sha256()).isEqualTo(onePass(sound, List.of()));
        assertThat(stored(call).durationMs()).isEqualTo(30_000);
        assertThat(recordings.profiles(id(call)).orElseThrow().nurse().peaks()).hasSize(1500);
        assertThat(tape(call)).doesNotExist();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void onlyTheLastSecondsAreLeftAtTheEnd() throws Exception {
        var call = talking();
        grow(call, sound);
        headStart.run();
        ended(call);
        try (var draft = headStart.take(id(call), tape(call), List.of()).orElseThrow()) {
            // Sealed, so nothing of it can be read; and nearly all of it is there.
            assertThat(Files.size(draft.file())).isGreaterThan(100_000);
        }
    }

    @Test
    void whatIsPausedMeanwhileIsSilent() throws Exception {
        var call = talking();
        var gap = new Tape.Stretch(6_000, 9_000);
        grow(call, Arrays.copyOf(sound, 8 * SECOND));
        headStart.run();
        pause(call, 6_000, null);
        grow(call, Arrays.copyOfRange(sound, 8 * SECOND, 16 * SECOND));
        headStart.run();
        db.sql("UPDATE recording.pause SET until_at = :at WHERE call_id = :call")
                .param("at", Sql.utc(answered(call).plusMillis(9_000)))
                .param("call", call.value())
                .update();
        grow(call, Arrays.copyOfRange(sound, 16 * SECOND, sound.length));
        headStart.run();
        keep(call);
        assertThat(stored(call).sha256()).isEqualTo(onePass(sound, List.of(gap)));
    }

    @Test
    void aPauseThatIsKnownTooLateIsSilentAllTheSame() throws Exception {
        var call = talking();
        grow(call, sound);
        headStart.run();
        pause(call, 3_000, 5_000);
        keep(call);
        assertThat(stored(call).sha256())
                .isEqualTo(onePass(sound, List.of(new Tape.Stretch(3_000, 5_000))));
    }

    @Test
    void whoIsKilledLeavesNothingThatIsNeeded() throws Exception {
        var call = talking();
        grow(call, Arrays.copyOf(sound, 20 * SECOND));
        headStart.run();
        var killed = headStart;
        // Another process: it knows nothing of what was done, and begins again in the middle.
        headStart = headStart(Duration.ofSeconds(2));
        grow(call, Arrays.copyOfRange(sound, 20 * SECOND, sound.length));
        keep(call);
        assertThat(stored(call).sha256()).isEqualTo(onePass(sound, List.of()));
        for (var left : drafts()) {
            Files.setLastModifiedTime(
                    left, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        headStart.clean();
        assertThat(drafts()).isEmpty();
        killed.end();
    }

    @Test
    void aTapeThatIsAnotherIsReadFromItsBeginning() throws Exception {
        var call = talking();
        grow(call, sound);
        headStart.run();
        var other = Voices.tape(Voices.tone(31, 300, 9000), Voices.tone(31, 500, 5000));
        // Moved, so that the new one is another file to the file system, too.
        Files.move(tape(call), tape(call).resolveSibling("old-" + call.value()));
        grow(call, other);
        keep(call);
        assertThat(stored(call).sha256()).isEqualTo(onePass(other, List.of()));
        var shorter = talking();
        grow(shorter, sound);
        headStart.run();
        Files.write(tape(shorter), Arrays.copyOf(sound, 4 * SECOND));
        keep(shorter);
        assertThat(stored(shorter).sha256())
                .isEqualTo(onePass(Arrays.copyOf(sound, 4 * SECOND), List.of()));
    }

    @Test
    void shortTalksAndThoseThatAreNotAgreedToAreLeftAlone() throws Exception {
        headStart = headStart(Duration.ofSeconds(60));
        var brief = talking();
        grow(brief, sound);
        headStart.run();
        assertThat(drafts()).isEmpty();
        headStart = headStart(Duration.ofSeconds(2));
        var unasked = talking();
        db.sql("INSERT INTO recording.consent (call_id) VALUES (?)")
                .param(unasked.value())
                .update();
        grow(unasked, sound);
        ended(brief);
        headStart.run();
        assertThat(drafts()).isEmpty();
        headStart = headStart(Duration.ZERO);
        var never = talking();
        grow(never, sound);
        headStart.run();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void whatSomebodyElseHasKeptIsDropped() throws Exception {
        var call = talking();
        grow(call, sound);
        headStart.run();
        assertThat(drafts()).hasSize(1);
        var another = headStart(Duration.ZERO);
        keep(call, another);
        headStart.run();
        assertThat(drafts()).isEmpty();
        assertThat(stored(call).sha256()).isEqualTo(onePass(sound, List.of()));
    }

    private HeadStart headStart(Duration after) {
        return new HeadStart(shelf, tapes, vault, DRAFTS, after);
    }

    private CallId talking() {
        var call = CallIds.talking(db);
        recordings.label(
                call,
                new Recording.Label(UUID.randomUUID(), "Cardiology", "Nurse", "Patient", "en"));
        return call;
    }

    private static Path tape(CallId call) {
        return SPOOL.resolve(call.value() + ".raw");
    }

    private static void grow(CallId call, byte[] bytes) throws IOException {
        Files.createDirectories(SPOOL);
        Files.write(tape(call), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void pause(CallId call, long from, @org.jspecify.annotations.Nullable Integer until) {
        var began = answered(call);
        db.sql(
                        """
                        INSERT INTO recording.pause (id, call_id, reason, from_at, until_at)
                        VALUES (:id, :call, 'SENSITIVE', :from, :until)
                        """)
                .param("id", UUID.randomUUID())
                .param("call", call.value())
                .param("from", Sql.utc(began.plusMillis(from)))
                .param("until", Sql.utcOrNull(until == null ? null : began.plusMillis(until)))
                .update();
    }

    private Instant answered(CallId call) {
        return db.sql("SELECT answered_at FROM call.call WHERE id = ?")
                .param(call.value())
                .query((rs, _) -> Sql.instant(rs, "answered_at"))
                .single();
    }

    private void ended(CallId call) {
        db.sql(
                        "UPDATE call.call SET ended_at = now(), result = 'ANSWERED', rang = true WHERE id = ?")
                .param(call.value())
                .update();
        shelf.ended(call, clock.instant());
    }

    private void keep(CallId call) throws Exception {
        keep(call, headStart);
    }

    private void keep(CallId call, HeadStart ahead) throws Exception {
        ended(call);
        new Keeper(
                        shelf,
                        tapes,
                        vault,
                        new Keeper.Workbench(DRAFTS, settings, ahead),
                        clock,
                        _ -> {})
                .keep(recordings.of(call).orElseThrow());
    }

    private RecordingId id(CallId call) {
        return recordings.of(call).orElseThrow().id();
    }

    private Recording.State.Stored stored(CallId call) {
        return (Recording.State.Stored) recordings.of(call).orElseThrow().state();
    }

    private static List<Path> drafts() throws IOException {
        Files.createDirectories(DRAFTS);
        try (var all = Files.list(DRAFTS)) {
            return all.toList();
        }
    }

    private static String onePass(byte[] tape, List<Tape.Stretch> silent) throws Exception {
        var opus = new ByteArrayOutputStream();
        Tape.toOpus(new ByteArrayInputStream(tape), opus, silent);
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(opus.toByteArray()));
    }
}
