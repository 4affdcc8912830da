package org.aftercall.dialer;

import java.util.Comparator;
import java.util.List;
import org.aftercall.call.Call;
import org.aftercall.call.Entrance;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.recording.Modes;
import org.aftercall.recording.Pauses;
import org.aftercall.recording.RecordingMode;
import org.aftercall.telephony.Farewell;
import org.aftercall.worklist.Unplanned;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets callers in, recorded as they agreed to and as their list wants it, or turns them away. */
@Component
class FrontDoor {
    private final Entrance entrance;
    private final Patients patients;
    private final Unplanned unplanned;
    private final Modes modes;
    private final Pauses pauses;

    FrontDoor(
            Entrance entrance, Patients patients, Unplanned unplanned, Modes modes, Pauses pauses) {
        this.entrance = entrance;
        this.patients = patients;
        this.unplanned = unplanned;
        this.modes = modes;
        this.pauses = pauses;
    }

    void letIn(Call caller) {
        speak(caller);
        var mode = mode(caller.number());
        if (mode == RecordingMode.ON_CONSENT) {
            pauses.ask(caller.id());
        }
        entrance.letIn(caller.id(), mode != RecordingMode.NEVER);
    }

    void turnAway(Call caller, Farewell words) {
        speak(caller);
        entrance.turnAway(caller.id(), words);
    }

    /** Where all who may be at that number speak one language, he hears it, and no other. */
    private void speak(Call caller) {
        var all = at(caller.number()).stream().map(p -> patients.get(p).language()).toList();
        if (all.stream().distinct().count() == 1) {
            entrance.speak(caller.id(), all.getFirst().locale());
        }
    }

    /** Only what everybody who may be at that number agreed to, and the lists of all of them. */
    private RecordingMode mode(@Nullable PhoneNumber number) {
        return at(number).stream()
                .map(this::mode)
                .max(Comparator.naturalOrder())
                .orElse(RecordingMode.NEVER);
    }

    private List<PatientId> at(@Nullable PhoneNumber number) {
        return number == null ? List.of() : patients.reachedAt(number);
    }

    private RecordingMode mode(PatientId patient) {
        return patients.consent(patient).recording()
                ? unplanned
                        .listOf(patient)
                        .map(list -> modes.of(list.value()))
                        .orElse(RecordingMode.NEVER)
                : RecordingMode.NEVER;
    }
}
