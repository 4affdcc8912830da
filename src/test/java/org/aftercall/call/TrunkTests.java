package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.TrunkRules;
import org.aftercall.telephony.TrunkSettings;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** What was used of the trunk is counted from the calls. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import(FakeWorld.class)
class TrunkTests {
    @Autowired Calls calls;
    @Autowired LineListener ear;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired TrunkSettings usual;

    @Test
    void secondsAndDaysHaveAnEndAndANewDayBeginsAnew() {
        clock.set(Instant.parse("2026-11-23T02:00:00Z"));
        var rules = rules(2, 10);
        var trunk = new Trunk(db, rules, new Guests(db, rules), clock);
        place(1);
        trunk.checkPatient(number(9));
        var talk = place(2);
        assertThat(refusal(trunk)).isEqualTo("trunk.rate");
        clock.advance(Duration.ofSeconds(2));
        trunk.checkPatient(number(9));

        ear.on(wire.answered(calls.get(talk).deskLine()));
        ear.on(wire.answered(new LineId(talk.value())));
        clock.advance(Duration.ofMinutes(9));
        trunk.checkPatient(number(9));
        clock.advance(Duration.ofMinutes(2));
        // A talk that goes on counts, too; and none is hung up for it.
        assertThat(refusal(trunk)).isEqualTo("trunk.minutes");
        assertThat(calls.get(talk).live()).isTrue();
        ear.on(wire.ended(new LineId(talk.value()), LineResult.ANSWERED, 16));
        assertThat(refusal(trunk)).isEqualTo("trunk.minutes");
        clock.advance(Duration.ofHours(20));
        trunk.checkPatient(number(9));
    }

    @Test
    void aClockThatIsSetBackDoesNotShutTheTrunkUntilItIsThatTimeAgain() {
        clock.set(Instant.parse("2026-11-24T04:00:00Z"));
        var rules = rules(2, 10);
        var trunk = new Trunk(db, rules, new Guests(db, rules), clock);
        place(3);
        place(4);
        assertThat(refusal(trunk)).isEqualTo("trunk.rate");
        clock.advance(Duration.ofHours(-2));
        trunk.checkPatient(number(9));
    }

    @Test
    void aNumberThatTheTrunkDoesNotTakeIsRefusedBeforeAnyRowIsWritten() {
        var before = calls.open().size();
        var foreign = new PhoneNumber("+12025550100");
        var no =
                catchThrowableOfType(
                        Refusal.class,
                        () ->
                                calls.place(
                                        foreign,
                                        new Extension("7777"),
                                        DeskKind.PHONE,
                                        Duration.ofSeconds(20),
                                        true));
        assertThat(no.code()).isEqualTo("trunk.number");
        assertThat(calls.open()).hasSize(before);
        assertThat(wire.rung).noneMatch(o -> o.desk().digits().equals("7777"));
    }

    private TrunkRules rules(int perSecond, int perDay) {
        return new TrunkRules(
                new TrunkSettings(
                        usual.prefixes(),
                        usual.forbidden(),
                        usual.guests(),
                        perSecond,
                        perDay,
                        usual.lockedFrom(),
                        usual.lockedUntil(),
                        usual.zone()));
    }

    private String refusal(Trunk trunk) {
        return catchThrowableOfType(Refusal.class, () -> trunk.checkPatient(number(9))).code();
    }

    private CallId place(int who) {
        return calls.place(
                number(who),
                new Extension("910" + who),
                DeskKind.PHONE,
                Duration.ofSeconds(20),
                true);
    }

    private static PhoneNumber number(int who) {
        return new PhoneNumber("+861000000990" + who);
    }
}
