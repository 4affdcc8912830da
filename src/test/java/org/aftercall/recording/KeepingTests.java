package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.aftercall.FakeWorld;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Finding;
import org.aftercall.recording.vault.Vault;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Tapes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
            "aftercall.telephony.spool=target/var/KeepingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.s3.lock=COMPLIANCE",
            "db-scheduler.polling-interval=200ms"
        })
@Import(FakeWorld.class)
class KeepingTests {
    private static final Path SPOOL = Path.of("target/var/KeepingTests/tapes");
    private static final Path DRAFTS = Path.of("target/var/KeepingTests/drafts");

    @Autowired Recordings recordings;
    @Autowired SpoolSweep sweep;
    @Autowired Shelf shelf;
    @Autowired HeadStart headStart;
    @Autowired Locks locks;
    @Autowired Tapes tapes;
    @Autowired Vault vault;
    @Autowired RecordingSettings settings;
    @Autowired Clock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    @Test
    void aStoreWithoutObjectLockKeepsAllTheSameAndDoctorSaysSo() throws IOException {
        var call = taped(Voices.tone(2, 440, 9000), Voices.tone(2, 700, 5000));
        ended(call);
        awaitState(call, Recording.State.Stored.class);
        var finding = locks.look().getFirst();
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(finding.detail()).contains("COMPLIANCE is asked for, but the bucket has none");
    }

    @Test
    void anEndedCallsTapeIsInTheVaultAndGoneFromTheSpool() throws IOException {
        var call = taped(Voices.tone(5, 440, 9000), Voices.tone(5, 700, 5000));
        ended(call);
        var stored = awaitState(call, Recording.State.Stored.class);
        assertThat(stored.durationMs()).isEqualTo(5000);
        assertThat(tape(call)).doesNotExist();
        var recording = recordings.of(call).orElseThrow();
        var profiles = recordings.profiles(recording.id()).orElseThrow();
        assertThat(profiles.nurse().peakDbfs()).isGreaterThan(profiles.patient().peakDbfs());
        try (var sound = recordings.hear(recording.id()).orElseThrow()) {
            var piece = Objects.requireNonNull(sound.next(8000));
            assertThat(piece.nurse().length).isBetween(8000, 9000);
        }
    }

    @Test
    void hearingOfTheEndTwiceMakesOneRecording() throws IOException {
        var call = taped(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
        ended(call);
        ended(call);
        awaitState(call, Recording.State.Stored.class);
        ended(call);
        assertThat(
                        db.sql("SELECT count(*) FROM recording.recording WHERE call_id = ?")
                                .param(call.value())
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    @Test
    void aTapeWithoutSamplesOrWithoutAnySoundIsEmptyAndSaysWhy() throws IOException {
        for (int bytes : new int[] {0, 3, 44}) {
            var call = call(true);
            Files.createDirectories(SPOOL);
            Files.write(tape(call), new byte[bytes]);
            keep(call);
            assertThat(state(call))
                    .isEqualTo(new Recording.State.Empty(Recording.Reason.NO_SAMPLES));
            assertThat(tape(call)).doesNotExist();
        }
        var mute = taped(new short[16_000], new short[16_000]);
        keep(mute);
        assertThat(state(mute)).isEqualTo(new Recording.State.Empty(Recording.Reason.SILENCE));
    }

    @Test
    void aMissingTapeIsLostAfterItsGraceAndComesBackIfTheTapeDoes() throws IOException {
        var call = call(true);
        assertThatThrownBy(() -> keep(call)).isInstanceOf(Keeper.NotYet.class);
        db.sql("UPDATE recording.recording SET ended_at = ended_at - interval '1 min'").update();
        keep(call);
        assertThat(state(call)).isEqualTo(new Recording.State.Lost(Recording.Reason.NO_TAPE));
        Voices.write(tape(call), Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
        keep(call);
        assertThat(state(call)).isInstanceOf(Recording.State.Stored.class);
    }

    @Test
    void whoDoesNotAgreeHasNoLostRecording() {
        var call = call(false);
        ended(call);
        assertThat(awaitState(call, Recording.State.Empty.class).why())
                .isEqualTo(Recording.Reason.NOT_AGREED);
    }

    @Test
    void aTornTapeIsKeptToItsLastWholeFrame() throws IOException {
        var call = taped(Voices.tone(2, 440, 9000), Voices.tone(2, 700, 5000));
        var bytes = Files.readAllBytes(tape(call));
        Files.write(tape(call), Arrays.copyOf(bytes, bytes.length - 3));
        keep(call);
        assertThat(state(call)).isInstanceOf(Recording.State.Stored.class);
    }

    @Test
    void aTapeIsNotTakenWhileTheSwitchboardWritesIt() throws Exception {
        var call = taped(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
        var rest = Voices.tape(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
        try (var jobs = Executors.newSingleThreadExecutor();
                var writer = Files.newOutputStream(tape(call), StandardOpenOption.APPEND)) {
            var job =
                    jobs.submit(
                            (Callable<Void>)
                                    () -> {
                                        keep(call);
                                        return null;
                                    });
            Awaitility.await()
                    .until(() -> OpenFiles.ask(tape(call)) == OpenFiles.Answer.STILL_WRITTEN);
            writer.write(rest);
            writer.close();
            job.get();
        }
        assertThat(((Recording.State.Stored) state(call)).durationMs()).isEqualTo(2000);
    }

    @ParameterizedTest
    @EnumSource(Keeper.Step.class)
    void killedAnywhereNothingIsLostAndNothingDoubled(Keeper.Step killed) throws IOException {
        var call = taped(Voices.tone(2, 440, 9000), Voices.tone(2, 700, 5000));
        assertThatThrownBy(() ->
                        keep(
                                call,
                                step -> {
                                    if (step == killed) {
                                        throw new IllegalStateException("killed");
                                    }
                                }))
                .hasMessage("killed");
        assertThat(Files.exists(tape(call)) || state(call) instanceof Recording.State.Stored)
                .isTrue();
        // What the sweep does after a start.
        var due = new ArrayList<RecordingId>();
        sweep.run(due::add);
        if (killed != Keeper.Step.TAPE_REMOVED) {
            assertThat(due).contains(recordings.of(call).orElseThrow().id());
        }
        keep(call);
        assertPlayable(call);
        assertThat(tape(call)).doesNotExist();
        try (var drafts = Files.list(DRAFTS)) {
            assertThat(drafts).isEmpty();
        }
    }

    @Test
    void twoJobsAtOnceMakeOneObject() throws Exception {
        for (int i = 0; i < 5; i++) {
            var call = taped(Voices.tone(2, 440, 9000), Voices.tone(2, 700, 5000));
            try (var jobs = Executors.newFixedThreadPool(2)) {
                Callable<Boolean> job =
                        () -> {
                            try {
                                keep(call);
                            } catch (java.nio.file.NoSuchFileException e) {
                                // The other one was done with the tape.
                                return false;
                            }
                            return true;
                        };
                assertThat(jobs.invokeAll(java.util.List.of(job, job)))
                        .anyMatch(f -> f.resultNow());
            }
            assertPlayable(call);
        }
    }

    @Test
    void aTapeWhoseEndNobodyHeardOfIsFoundButALivingCallsIsLeftAlone() throws IOException {
        var over = taped(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
        var alive = CallIds.talking(db);
        Voices.write(tape(alive), Voices.tone(1, 440, 9000), new short[0]);
        db.sql("DELETE FROM recording.recording WHERE call_id = ?").param(over.value()).update();
        var due = new ArrayList<RecordingId>();
        sweep.run(due::add);
        assertThat(due).contains(recordings.of(over).orElseThrow().id());
        assertThat(recordings.of(alive)).isEmpty();
        assertThat(tape(alive)).exists();
        Files.delete(tape(alive));
    }

    @Test
    void aLabelMayComeBeforeOrAfterTheEnd() throws IOException {
        var label = new Recording.Label(UUID.randomUUID(), "Cardiology", "Li", "Wang", "zh");
        var early = taped(Voices.tone(1, 440, 9000), new short[0]);
        recordings.label(early, label);
        keep(early);
        assertThat(recordings.of(early).orElseThrow().label()).isEqualTo(label);
        var late = taped(Voices.tone(1, 440, 9000), new short[0]);
        keep(late);
        recordings.label(late, label);
        recordings.label(late, label);
        assertThat(recordings.of(late).orElseThrow().label()).isEqualTo(label);
    }

    private CallId taped(short[] nurse, short[] patient) throws IOException {
        var call = call(true);
        Voices.write(tape(call), nurse, patient);
        return call;
    }

    private CallId call(boolean recorded) {
        return CallIds.over(db, clock.instant().minus(Duration.ofSeconds(1)), recorded);
    }

    private static Path tape(CallId call) {
        return SPOOL.resolve(call.value() + ".raw");
    }

    private void ended(CallId call) {
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
    }

    private void keep(CallId call) throws IOException {
        keep(call, _ -> {});
    }

    private void keep(CallId call, Consumer<Keeper.Step> passed) throws IOException {
        var keeper =
                new Keeper(
                        shelf,
                        tapes,
                        vault,
                        new Keeper.Workbench(DRAFTS, settings, headStart),
                        clock,
                        passed);
        if (recordings.of(call).isEmpty()) {
            shelf.ended(call, clock.instant());
        }
        try {
            keeper.keep(recordings.of(call).orElseThrow());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Recording.State state(CallId call) {
        return recordings.of(call).orElseThrow().state();
    }

    private <T extends Recording.State> T awaitState(CallId call, Class<T> state) {
        Awaitility.await()
                .until(() ->
                        recordings.of(call).map(r -> state.isInstance(r.state())).orElse(false));
        return state.cast(state(call));
    }

    private void assertPlayable(CallId call) throws IOException {
        assertThat(state(call)).isInstanceOf(Recording.State.Stored.class);
        var id = recordings.of(call).orElseThrow().id();
        assertThat(vault.has(id.value())).isTrue();
        try (var sound = recordings.hear(id).orElseThrow()) {
            assertThat(sound.next(12_000)).isNotNull();
        }
        assertThat(tapes.of(new LineId(call.value()))).isEmpty();
    }
}
