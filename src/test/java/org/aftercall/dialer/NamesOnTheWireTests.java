package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aftercall.Ward;
import org.aftercall.kernel.DeskKind;
import org.aftercall.staff.Presence;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Hostile;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Patients with names that nobody has, dialed by the whole house over a wire that is tapped. */
class NamesOnTheWireTests extends HouseOnTheWire {
    @Autowired Dialer dialer;

    @Test
    void aPatientsNameIsNoPartOfWhatWeSayWhateverStandsInIt() {
        until(() -> switchboard.state() instanceof WireState.Up);
        var usual = new TreeSet<>(Tap.actions(dialed(8055, "测试")));
        assertThat(usual).contains("originate", "bridge", "hangup");
        for (var name :
                List.of(
                        name(v -> v.matches("(?s).*[\r\n].*")),
                        name(v -> !v.matches("(?s).*[\r\n].*")))) {
            var said = dialed(name.contains("\n") ? 8056 : 8058, name);
            assertThat(said)
                    .as("the patient's line and the nurse's, and no other")
                    .filteredOn(l -> l.matches("(?i)channel: *(PJSIP|Local)/.*"))
                    .hasSize(2);
            assertThat(usual).containsAll(Tap.actions(said));
            assertThat(said)
                    .noneMatch(l -> l.matches("(?i).*(core stop|\\$\\{|FILE\\(|System\\(|测试|王).*"));
        }
        // That one does not even come into the house.
        assertThatThrownBy(() -> owed(AsteriskPair.somebody(31), "测试\0"))
                .isInstanceOf(RuntimeException.class);
    }

    /** All values of that kind in one name. */
    private static String name(Predicate<String> kind) {
        return "测试"
                + Hostile.values().stream()
                        .filter(kind)
                        .map(v -> v.replace("\0", ""))
                        .collect(Collectors.joining(" "));
    }

    /** What we said on the wire while somebody of that name was dialed, talked with and left. */
    private List<String> dialed(int desk, String name) {
        var owed = owed(AsteriskPair.somebody(31), name);
        assertThat(kept(owed)).isEqualTo(name);
        var nurse = nurse(desk, Presence.READY);
        until(() -> switchboard.reachable(nurse.desk().orElseThrow(), DeskKind.PHONE));
        int before = TAP.said().size();
        worklists.claim(owed.task(), nurse.id(), nurse.scope());
        var call = dialer.dial(nurse.id(), owed.task(), owed.number(), null).call();
        until(() -> calls.get(call).joined());
        calls.hangUp(call);
        until(() -> !calls.get(call).live() && switchboard.liveLines().isEmpty());
        return List.copyOf(TAP.said().subList(before, TAP.said().size()));
    }

    private String kept(Ward.Owed owed) {
        return db.sql("SELECT name FROM patient.patient WHERE id = :id")
                .param("id", owed.patient().value())
                .query(String.class)
                .single();
    }
}
