package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/PausingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
class PausingTests {
    private static final Path SPOOL = Path.of("target/var/PausingTests/tapes");

    @Autowired Recordings recordings;
    @Autowired Pauses pauses;
    @Autowired Moments moments;
    @Autowired Modes modes;
    @Autowired Appearance appearance;
    @Autowired Shelf shelf;
    @Autowired Keeper keeper;
    @Autowired FakeSwitchboard switchboard;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    private StaffMember nurse = nurse();
    private SignedIn she = SignedIn.as(nurse);

    private static StaffMember nurse() {
        var id = UUID.randomUUID();
        return new StaffMember(
                new StaffId(id),
                "n" + id.toString().substring(0, 8),
                "Nurse",
                Role.NURSE,
                DataScope.EVERYTHING,
                Optional.of(
                        new Extension(Integer.toString(10_000 + (int) (Math.random() * 80_000)))),
                DeskKind.BROWSER,
                Presence.ON_CALL,
                false);
    }

    @BeforeEach
    void employed() {
        nurse = nurse();
        she = SignedIn.as(nurse);
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, extension, password_hash, stamp)
                        VALUES (:id, :login, 'Nurse', 'NURSE', :desk, 'x', :id)
                        """)
                .param("id", nurse.id().value())
                .param("login", nurse.login())
                .param("desk", nurse.desk().orElseThrow().digits())
                .update();
    }

    @Test
    void whatIsSaidWhileItIsPausedIsOnNoRecordingWhateverIsOnTheTape() throws Exception {
        var call = talk();
        var line = new LineId(call.value());
        clock.advance(Duration.ofSeconds(2));
        she.run(() -> pauses.pause(call, PauseReason.SENSITIVE));
        assertThat(switchboard.hushed).containsEntry(line, true);
        assertThatThrownBy(() -> she.run(() -> pauses.pause(call, PauseReason.SENSITIVE)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("pause.already"));
        clock.advance(Duration.ofSeconds(3));
        she.run(() -> pauses.resume(call));
        assertThat(switchboard.hushed).containsEntry(line, false);
        // The switchboard disobeyed: there is a voice all through.
        tape(call, 8);
        over(call);
        keep(call);
        var recording = recordings.of(call).orElseThrow();
        assertThat(appearance.of(recording).gaps())
                .containsExactly(new Gap(2000, 5000, PauseReason.SENSITIVE));
        assertThat(loudest(recording, 2100, 4900)).isLessThan(40);
        assertThat(loudest(recording, 200, 1900)).isGreaterThan(3000);
        assertThat(loudest(recording, 5200, 7800)).isGreaterThan(3000);
    }

    @Test
    void onlyWhoHasTheCallPausesIt() {
        var call = talk();
        var other = SignedIn.as(Role.NURSE, DataScope.EVERYTHING);
        assertThatThrownBy(() -> other.run(() -> pauses.pause(call, PauseReason.SENSITIVE)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("call.notYours"));
        assertThat(switchboard.hushed).doesNotContainKey(new LineId(call.value()));
    }

    @Test
    void whereHeIsAskedNothingIsRecordedUntilHeAgrees() throws Exception {
        var call = asked();
        Awaitility.await()
                .until(() -> pauses.now(call).filter(PauseReason.CONSENT::equals).isPresent());
        assertThat(switchboard.hushed).containsEntry(new LineId(call.value()), true);
        assertThatThrownBy(() -> she.run(() -> pauses.resume(call)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("pause.consent"));
        clock.advance(Duration.ofSeconds(4));
        she.run(() -> pauses.answer(call, true));
        assertThat(switchboard.hushed).containsEntry(new LineId(call.value()), false);
        tape(call, 8);
        over(call);
        keep(call);
        var recording = recordings.of(call).orElseThrow();
        assertThat(recording.state()).isInstanceOf(Recording.State.Stored.class);
        assertThat(loudest(recording, 0, 3900)).isLessThan(40);
        assertThat(loudest(recording, 4200, 7800)).isGreaterThan(3000);
        var look = appearance.of(recording);
        assertThat(Objects.requireNonNull(look.consent()).agreed()).isTrue();
        assertThat(look.consent().at()).isEqualTo(clock.instant());
    }

    @Test
    void withoutHisYesNothingIsKeptAndItSaysWhy() throws Exception {
        for (var answer : new Boolean[] {null, false}) {
            var call = asked();
            if (answer != null) {
                she.run(() -> pauses.answer(call, answer));
            }
            tape(call, 3);
            over(call);
            keep(call);
            assertThat(recordings.of(call).orElseThrow().state())
                    .isEqualTo(new Recording.State.Empty(Recording.Reason.NOT_AGREED));
            assertThat(SPOOL.resolve(call.value() + ".raw")).doesNotExist();
        }
    }

    @Test
    void aPauseStaysWhenTheSwitchboardDoesNotObey() throws Exception {
        var call = talk();
        clock.advance(Duration.ofSeconds(2));
        disobeyed(() -> assertThat(pauses.pause(call, PauseReason.SENSITIVE)).isFalse());
        assertThat(pauses.now(call)).contains(PauseReason.SENSITIVE);
        // Nor does it go on as long as the tape would stay silent.
        disobeyed(() ->
                assertThatThrownBy(() -> pauses.resume(call))
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                no -> assertThat(no.code()).isEqualTo("pause.notObeyed")));
        assertThat(pauses.now(call)).contains(PauseReason.SENSITIVE);
        clock.advance(Duration.ofSeconds(3));
        she.run(() -> pauses.resume(call));
        tape(call, 8);
        over(call);
        keep(call);
        var recording = recordings.of(call).orElseThrow();
        assertThat(appearance.of(recording).gaps())
                .containsExactly(new Gap(2000, 5000, PauseReason.SENSITIVE));
        assertThat(loudest(recording, 2100, 4900)).isLessThan(40);
        assertThat(loudest(recording, 5200, 7800)).isGreaterThan(3000);
    }

    @Test
    void hisAnswerStaysWhenTheSwitchboardDoesNotObey() throws Exception {
        var no = talk();
        whereAsked(no);
        disobeyed(() -> pauses.answer(no, false));
        assertThat(pauses.consent(no).orElseThrow().agreed()).isFalse();
        over(no);
        var yes = asked();
        disobeyed(() -> assertThat(pauses.answer(yes, true)).isFalse());
        assertThat(pauses.consent(yes).orElseThrow().agreed()).isTrue();
        assertThat(pauses.now(yes)).contains(PauseReason.CONSENT);
        clock.advance(Duration.ofSeconds(4));
        she.run(() -> pauses.resume(yes));
        tape(yes, 8);
        over(yes);
        keep(yes);
        var recording = recordings.of(yes).orElseThrow();
        assertThat(loudest(recording, 0, 3900)).isLessThan(40);
        assertThat(loudest(recording, 4200, 7800)).isGreaterThan(3000);
    }

    private void disobeyed(Runnable what) {
        switchboard.deaf = true;
        try {
            she.run(what);
        } finally {
            switchboard.deaf = false;
        }
    }

    @Test
    void aSideThatIsNotHeardIsToldWithItsLikelyCause() throws Exception {
        var mute = talk();
        Voices.write(file(mute), new short[16_000], Voices.tone(2, 700, 5000));
        db.sql("UPDATE call.call SET muted = true WHERE id = ?").param(mute.value()).update();
        over(mute);
        keep(mute);
        assertThat(look(mute).oneSided())
                .isEqualTo(
                        new OneSided(
                                org.aftercall.recording.media.Side.NURSE,
                                OneSided.Cause.NURSE_MUTED));
        var dead = talk();
        Voices.write(file(dead), Voices.tone(2, 700, 5000), new short[16_000]);
        over(dead);
        keep(dead);
        assertThat(Objects.requireNonNull(look(dead).oneSided()).cause())
                .isEqualTo(OneSided.Cause.TRUNK_MEDIA);
        var click = talk();
        var pop = new short[160_000];
        java.util.Arrays.fill(pop, 80_000, 80_400, (short) 9000);
        Voices.write(file(click), Voices.tone(20, 700, 5000), pop);
        over(click);
        keep(click);
        assertThat(Objects.requireNonNull(look(click).oneSided()).silent())
                .isEqualTo(org.aftercall.recording.media.Side.PATIENT);
        var fine = talk();
        tape(fine, 2);
        over(fine);
        keep(fine);
        assertThat(look(fine).oneSided()).isNull();
    }

    @Test
    void momentsAreMarkedWhileSheTalksAndTalkedAboutAfterwards() throws Exception {
        var call = talk();
        clock.advance(Duration.ofMillis(3200));
        she.run(() -> moments.bookmark(call, "dose"));
        tape(call, 5);
        over(call);
        keep(call);
        var recording = recordings.of(call).orElseThrow();
        she.run(() -> moments.comment(recording, new Moments.Spot(1000, 2000L, null), "unclear"));
        var first =
                moments.of(call).stream()
                        .filter(m -> m.kind() == Moments.KindOf.COMMENT)
                        .findFirst()
                        .orElseThrow();
        she.run(() ->
                moments.comment(
                        recording, new Moments.Spot(1000, null, first.id()), "she repeats it"));
        assertThat(moments.of(call))
                .extracting(Moments.Moment::atMs, Moments.Moment::said, Moments.Moment::answers)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1000L, "unclear", null),
                        org.assertj.core.groups.Tuple.tuple(1000L, "she repeats it", first.id()),
                        org.assertj.core.groups.Tuple.tuple(3200L, "dose", null));
        for (var spot :
                new Moments.Spot[] {
                    new Moments.Spot(5001, null, null), new Moments.Spot(100, 99L, null)
                }) {
            assertThatThrownBy(() -> she.run(() -> moments.comment(recording, spot, "x")))
                    .isInstanceOfSatisfying(
                            Refusal.class, no -> assertThat(no.code()).isEqualTo("moment.place"));
        }
        assertThatThrownBy(() ->
                        she.run(() ->
                                moments.comment(
                                        recording, new Moments.Spot(1, null, Ids.next()), "x")))
                .isInstanceOf(Refusal.class);
    }

    private Appearance.Look look(CallId call) {
        return appearance.of(recordings.of(call).orElseThrow());
    }

    private CallId talk() {
        var call = CallIds.talking(db);
        db.sql(
                        "UPDATE call.call SET desk = :desk, answered_at = :at, placed_at = :at WHERE id = :id")
                .param("desk", nurse.desk().orElseThrow().digits())
                .param("at", Sql.utc(clock.instant()))
                .param("id", call.value())
                .update();
        return call;
    }

    private void whereAsked(CallId call) {
        var list = UUID.randomUUID();
        she.run(() -> modes.choose(list, List.of(), RecordingMode.ON_CONSENT));
        recordings.belongs(call, new Recording.Owner(UUID.randomUUID(), UUID.randomUUID(), list));
    }

    private CallId asked() {
        var call = talk();
        whereAsked(call);
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallAnswered(call, clock.instant())));
        Awaitility.await().until(() -> pauses.now(call).isPresent());
        return call;
    }

    private static Path file(CallId call) {
        return SPOOL.resolve(call.value() + ".raw");
    }

    private static void tape(CallId call, int seconds) throws Exception {
        var voice = new short[seconds * 8000];
        for (int i = 0; i < voice.length; i++) {
            voice[i] = (short) (9000 * Math.sin(i * 0.3));
        }
        Voices.write(file(call), voice, voice);
    }

    private void over(CallId call) {
        db.sql("UPDATE call.call SET ended_at = :at, result = 'ANSWERED' WHERE id = :id")
                .param("at", Sql.utc(clock.instant()))
                .param("id", call.value())
                .update();
        shelf.ended(call, clock.instant());
    }

    private void keep(CallId call) throws Exception {
        keeper.keep(recordings.of(call).orElseThrow());
    }

    private int loudest(Recording recording, int fromMs, int untilMs) throws Exception {
        int loudest = 0;
        try (var sound = recordings.hear(recording.id()).orElseThrow()) {
            int at = 0;
            for (var piece = sound.next(8000); piece != null; piece = sound.next(8000)) {
                for (int i = 0; i < piece.nurse().length; i++, at++) {
                    if (at >= fromMs * 8 && at < untilMs * 8) {
                        loudest =
                                Math.max(
                                        loudest,
                                        Math.max(
                                                Math.abs(piece.nurse()[i]),
                                                Math.abs(piece.patient()[i])));
                    }
                }
            }
        }
        return loudest;
    }
}
