package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.Map;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.patient.Consent;
import org.aftercall.patient.Patients;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
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
