package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.recording.PauseReason;
import org.aftercall.recording.Pauses;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineAudio;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** No machine listens to what may not be recorded. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/QuietCaptionsTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.speech.quiet-look-every=50ms"
        })
@Import({FakeWorld.class, Ward.class, QuietCaptionsTests.Ears.class})
class QuietCaptionsTests {
    @Autowired Ward ward;
    @Autowired Calls calls;
    @Autowired Dialer dialer;
    @Autowired Pauses pauses;
    @Autowired Recordings recordings;
    @Autowired Captions captions;
    @Autowired Cues cues;
    @Autowired Ears.Audio ears;
    @Autowired JdbcClient db;

    private StaffMember nurse;
    private CallId call;

    @BeforeEach
    void aTalk() {
        ward.opens();
        nurse = ward.nurse();
        call = ward.dial(nurse, ward.owed()).call();
        ward.talks(call);
        await().until(this::listenedTo);
    }

    @Test
    void whileTheTapeIsPausedNobodyListensAndAfterwardsSomebodyDoesAgain() {
        var lines = captions.of(call).orElseThrow();
        SignedIn.as(nurse).run(() -> pauses.pause(call, PauseReason.SENSITIVE));
        await().until(() -> !listenedTo());
        // What happens on the line meanwhile brings no listener back.
        calls.hold(call, true);
        captions.look();
        assertThat(captions.of(call).orElseThrow()).isEqualTo(lines);
        assertThat(listenedTo()).isFalse();
        SignedIn.as(nurse).run(() -> pauses.resume(call));
        await().until(this::listenedTo);
        over();
    }

    @Test
    void aPauseAskedForAtAnotherApplicationIsHeardOf() {
        db.sql(
                        "INSERT INTO recording.pause (id, call_id, reason, from_at) VALUES (:id, :call, 'SENSITIVE', now())")
                .param("id", UUID.randomUUID())
                .param("call", call.value())
                .update();
        await().until(() -> !listenedTo());
        db.sql("UPDATE recording.pause SET until_at = from_at WHERE call_id = :call")
                .param("call", call.value())
                .update();
        await().until(this::listenedTo);
        over();
    }

    @Test
    void aSpokenNoEndsThemAndTakesBackWhatWasHeard() {
        cues.live(
                call,
                new Utterance(
                        1,
                        Speaker.PATIENT,
                        0,
                        900,
                        List.of(
                                new Utterance.Word("chest", 0, 400, 1),
                                new Utterance.Word("pain", 400, 900, 1))));
        assertThat(cues.of(call)).isNotEmpty();
        calls.stopRecording(call);
        await().until(() -> !listenedTo() && captions.of(call).isEmpty());
        over();
        await().until(() ->
                recordings
                        .of(call)
                        .map(Recording::state)
                        .filter(new Recording.State.Empty(Recording.Reason.NOT_AGREED)::equals)
                        .isPresent());
        await().until(() -> cues.of(call).isEmpty());
    }

    private boolean listenedTo() {
        return ears.open.contains(Ward.line(call));
    }

    private void over() {
        ward.ends(call, LineResult.ANSWERED, 16);
        dialer.settle(dialer.of(call).orElseThrow().id(), Disposition.INTERRUPTED, null);
    }

    /** Ears that hear nothing, but know whom they listen to. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Ears {
        @Bean
        @Primary
        Audio ears() {
            return new Audio();
        }

        static final class Audio implements LineAudio {
            final Set<LineId> open = ConcurrentHashMap.newKeySet();

            @Override
            public Tap tap(LineId line, Hearer hearer) {
                open.add(line);
                return () -> {
                    open.remove(line);
                    hearer.over();
                };
            }
        }
    }
}
