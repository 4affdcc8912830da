package org.aftercall.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.aftercall.call.Call;
import org.aftercall.call.Callee;
import org.aftercall.call.Calls;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who was in a talk, from when to when, as far as she who looks may know. */
@Service
public class Attendance {
    private final Calls calls;
    private final Parties parties;
    private final Staff staff;

    Attendance(Calls calls, Parties parties, Staff staff) {
        this.calls = calls;
        this.parties = parties;
        this.staff = staff;
    }

    /** In which part somebody was there. */
    public enum Part {
        NURSE,
        THIRD,
        SUPERVISOR
    }

    /**
     * Somebody in the talk beside the patient. Prints without a name.
     *
     * @param name a colleague's, or a number, masked
     */
    public record Present(String name, Part part, long fromMs, long untilMs) {
        @Override
        public String toString() {
            return "Present[" + part + ", " + fromMs + "-" + untilMs + "]";
        }
    }

    public List<Present> of(Recording recording, long lengthMs) {
        var call = calls.find(recording.call()).orElse(null);
        if (call == null || call.times().answered() == null) {
            return List.of();
        }
        var line = new Line(Objects.requireNonNull(call.times().answered()), lengthMs);
        var present = new ArrayList<Present>();
        var label = recording.label();
        var nurse = label == null ? null : label.nurse();
        Instant since = line.began();
        for (var party : parties.everIn(call.id())) {
            if (party.answered() == null || !shows(party)) {
                continue;
            }
            var name = name(party.callee());
            if (party.handed() != null) {
                if (nurse != null) {
                    line.add(present, nurse, Part.NURSE, since, party.handed());
                }
                line.add(present, name, part(party), party.answered(), party.handed());
                nurse = name;
                since = party.handed();
            } else {
                line.add(present, name, part(party), party.answered(), party.ended());
            }
        }
        if (nurse != null) {
            line.add(present, nurse, Part.NURSE, since, end(call));
        }
        return present;
    }

    private static @Nullable Instant end(Call call) {
        return call.times().ended();
    }

    private static Part part(Party party) {
        return party.role() == Party.Role.SUPERVISOR ? Part.SUPERVISOR : Part.THIRD;
    }

    /** A nurse is told of a supervisor only once he is heard, or when all are told. */
    private boolean shows(Party party) {
        return party.role() == Party.Role.THIRD
                || parties.announced()
                || party.mode() != Party.Mode.LISTEN
                || CurrentUser.find().filter(u -> u.may(Permission.SUPERVISE)).isPresent();
    }

    private String name(Callee callee) {
        return switch (callee) {
            case Callee.Desk(var desk, _) ->
                    staff.at(desk).map(StaffMember::name).orElse(desk.digits());
            case Callee.Number(var number) -> number.masked();
        };
    }

    private record Line(Instant began, long lengthMs) {
        void add(List<Present> to, String name, Part part, Instant from, @Nullable Instant until) {
            long start = Math.clamp(Duration.between(began, from).toMillis(), 0, lengthMs);
            long end =
                    until == null
                            ? lengthMs
                            : Math.clamp(Duration.between(began, until).toMillis(), 0, lengthMs);
            if (end > start) {
                to.add(new Present(name, part, start, end));
            }
        }
    }
}
