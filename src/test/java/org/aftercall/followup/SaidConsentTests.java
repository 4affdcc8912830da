package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.patient.Consent;
import org.aftercall.patient.Patients;
import org.aftercall.recording.Gap;
import org.aftercall.recording.Modes;
import org.aftercall.recording.PauseReason;
import org.aftercall.recording.Pauses;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingMode;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a patient says when he is asked whether he may be recorded. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/SaidConsentTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class SaidConsentTests {
    @Autowired Ward ward;
    @Autowired Calls calls;
    @Autowired Dialer dialer;
    @Autowired FollowUps followUps;
    @Autowired Patients patients;
    @Autowired Recordings recordings;
    @Autowired Pauses pauses;
    @Autowired Modes modes;
    @Autowired TestClock clock;
    @Autowired FakeSwitchboard wire;

    private StaffMember nurse;
    private Ward.Owed owed;
    private CallId call;

    @BeforeEach
    void aTalk() {
        ward.opens();
        nurse = ward.nurse();
        owed = ward.owed();
        call = ward.dial(nurse, owed).call();
        ward.talks(call);
    }

    @Test
    void aSpokenNoStopsTheTapeOfThisCallAndThereIsNoneOfTheNext() {
        assertThat(calls.get(call).recorded()).isTrue();
        say("PATIENT", false);
        assertThat(wire.untaped).contains(Ward.line(call));
        assertThat(calls.get(call).recorded()).isFalse();
        assertThat(patients.consent(owed.patient()).recording()).isFalse();
        over();
        await().until(() -> recordings.of(call).isPresent() && !waits(call));
        assertThat(recordings.of(call).orElseThrow().state())
                .isEqualTo(new Recording.State.Empty(Recording.Reason.NOT_AGREED));
        ward.rings(ward.dial(nurse, owed).call());
        assertThat(wire.dialed.getLast().record()).isFalse();
    }

    @Test
    void aYesChangesNothingAndOnlyThePatientTakesANoBack() {
        say("PATIENT", true);
        assertThat(wire.untaped).doesNotContain(Ward.line(call));
        say("FAMILY", false);
        assertThat(patients.consent(owed.patient()).recording()).isFalse();
        say("FAMILY", true);
        assertThat(patients.consent(owed.patient()).recording()).isFalse();
        say("PATIENT", true);
        assertThat(patients.consent(owed.patient()).recording()).isTrue();
        // What was stopped stays stopped: the tape would have a hole that nobody can explain.
        assertThat(calls.get(call).recorded()).isFalse();
        over();
    }

    @Test
    void aNoNotedAfterTheTalkDestroysWhatWasRecordedOfIt() {
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> recordings.of(call).isPresent());
        say("PATIENT", false);
        assertThat(recordings.of(call).orElseThrow().state())
                .isInstanceOfSatisfying(
                        Recording.State.Erased.class,
                        gone -> assertThat(gone.why()).isEqualTo(Recording.Reason.NOT_AGREED));
        settle();
    }

    @Test
    void aTalkThatIsWrittenUpKeepsItsRecordingWhateverIsSaidInALaterOne() {
        over();
        await().until(() -> recordings.of(call).isPresent());
        patients.consent(owed.patient(), Consent.To.RECORDING, false, null, "said later");
        assertThat(recordings.of(call).orElseThrow().state())
                .isNotInstanceOf(Recording.State.Erased.class);
    }

    @Test
    void whereHeIsAskedAYesInTheFormIsHisAnswerToTheTape() {
        asked();
        clock.advance(Duration.ofSeconds(5));
        say("FAMILY", true);
        assertThat(pauses.now(call)).contains(PauseReason.CONSENT);
        // The form's questions come in any order.
        change(followUps.of(call).orElseThrow(), Map.of("who", json("PATIENT")));
        assertThat(pauses.now(call)).isEmpty();
        assertThat(pauses.consent(call).orElseThrow().agreed()).isTrue();
        assertThat(wire.hushed).containsEntry(Ward.line(call), false);
        assertThat(pauses.gaps(call, calls.get(call).times().answered(), 60_000))
                .containsExactly(new Gap(0, 5000, PauseReason.CONSENT));
        over();
    }

    @Test
    void whereHeIsAskedANoInTheFormIsHisAnswerToTheTape() {
        asked();
        say("PATIENT", false);
        assertThat(pauses.consent(call).orElseThrow().agreed()).isFalse();
        assertThat(calls.get(call).recorded()).isFalse();
        over();
    }

    @Test
    void aFormIsSavedThoughTheSwitchboardDoesNotObey() {
        asked();
        wire.deaf = true;
        try {
            say("PATIENT", true);
        } finally {
            wire.deaf = false;
        }
        assertThat(pauses.consent(call).orElseThrow().agreed()).isTrue();
        assertThat(pauses.now(call)).contains(PauseReason.CONSENT);
        over();
    }

    @Test
    void whatSheNotesAtTheTapeStandsInTheForm() {
        asked();
        clock.advance(Duration.ofSeconds(3));
        answer(false);
        assertThat(followUps.of(call).orElseThrow().answers())
                .containsEntry("recording", json(false));
        // It is of this talk: he will be asked again in the next.
        assertThat(patients.consent(owed.patient()).recording()).isTrue();
        answer(true);
        var record = followUps.of(call).orElseThrow();
        assertThat(record.answers()).containsEntry("recording", json(true));
        assertThat(record.told()).containsEntry("recording", new FollowUp.Told(3000, 3000));
        assertThat(calls.get(call).recorded()).isTrue();
        over();
    }

    private void answer(boolean agreed) {
        SignedIn.as(nurse).run(() -> pauses.answer(call, agreed));
    }

    /** Another talk, of a list whose patients are asked. */
    private void asked() {
        over();
        owed = ward.owed();
        choose(RecordingMode.ON_CONSENT);
        call = ward.dial(nurse, owed).call();
        ward.talks(call);
        await().until(() -> Boolean.TRUE.equals(wire.hushed.get(Ward.line(call))));
    }

    private void choose(RecordingMode mode) {
        SignedIn.as(nurse)
                .run(() -> modes.choose(ward.task(owed).worklist().value(), List.of(), mode));
    }

    @AfterEach
    void allAreRecorded() {
        choose(RecordingMode.ALWAYS);
    }

    private static JsonNode json(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    private void say(String who, boolean yes) {
        var record = followUps.of(call).orElseThrow();
        var answers = new HashMap<String, JsonNode>();
        var json = JsonMapper.shared();
        answers.put("who", json.valueToTree(who));
        answers.put("recording", json.nullNode());
        change(record, Map.copyOf(answers));
        change(followUps.of(call).orElseThrow(), Map.of("recording", json.valueToTree(yes)));
    }

    private void change(FollowUp record, Map<String, JsonNode> answers) {
        followUps.save(
                record.id(),
                record.version(),
                new FollowUps.Change(answers, null, null, null, null, null, null),
                null,
                new CurrentUser(nurse));
    }

    private boolean waits(CallId id) {
        return recordings.of(id).orElseThrow().state() instanceof Recording.State.Waiting;
    }

    private void over() {
        ward.ends(call, LineResult.ANSWERED, 16);
        settle();
    }

    private void settle() {
        dialer.settle(dialer.of(call).orElseThrow().id(), Disposition.INTERRUPTED, null);
    }
}
