package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Registration;
import org.aftercall.telephony.Registration.State;
import org.aftercall.telephony.SpareAsterisk;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house's account at the registrar of a real carrier's Asterisk; on a pair of its own. */
class RegistrationTests {
    /** The account the simulated network knows, and its password. */
    private static final String ACCOUNT = "hospital";

    /** Twice the time between two tries. */
    private static final Duration SOON = Duration.ofSeconds(40);

    private static SpareAsterisk spare;
    private static Bench bench;

    @BeforeAll
    static void open() {
        spare = new SpareAsterisk();
        var pair = spare.pair();
        var port = Integer.parseInt(pair.property("ami-port"));
        bench = new Bench(Bench.settings(pair, port, pair.property("ami-secret")));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bench.switchboard.state() instanceof WireState.Up);
    }

    @AfterAll
    static void close() {
        bench.close();
        spare.close();
    }

    @Test
    void aHouseWithoutAnAccountHasNoneAndItsTrunkIsUp() {
        spare.registersNowhere();
        await().atMost(SOON).ignoreException(WireDown.class).until(() -> account().isEmpty());
        awaitsTrunk(new TrunkState.Up());
    }

    @Test
    void theRightPasswordRegistersAndCallsGoOut() {
        spare.registers(ACCOUNT, secret());
        var registered = awaits(State.REGISTERED);
        assertThat(registered.sip()).isZero();
        awaitsTrunk(new TrunkState.Up());
        assertThat(awaits(State.REGISTERED).since()).isEqualTo(registered.since());
        var line = bench.dial(AsteriskPair.somebody(20));
        assertThat(bench.ears.hear(line, Ended.class).result()).isEqualTo(LineResult.BUSY);
    }

    @ParameterizedTest
    @CsvSource({"hospital, 401, wrongSecret", "nobody, 404, unknownAccount"})
    void whatTheRegistrarRejectsIsToldWithItsCodeUntilItIsMended(
            String user, int sip, String code) {
        spare.registers(user, "not-the-password");
        var rejected = awaits(State.REJECTED);
        assertThat(rejected.sip()).isEqualTo(sip);
        assertThat(rejected.code()).isEqualTo(code);
        awaitsTrunk(new TrunkState.Unregistered(rejected));
        spare.registers(ACCOUNT, secret());
        assertThat(awaits(State.REGISTERED).since()).isAfter(rejected.since());
        awaitsTrunk(new TrunkState.Up());
    }

    @Test
    void aCarrierThatIsGoneIsUnreachableUntilItIsBack() {
        spare.registers(ACCOUNT, secret());
        awaits(State.REGISTERED);
        spare.killNetwork();
        try {
            awaits(State.UNREACHABLE);
            awaitsTrunk(new TrunkState.Silent());
            // Asked anew it is rejected by nobody.
            spare.registers(ACCOUNT, "not-the-password");
            spare.registers(ACCOUNT, secret());
            awaits(State.UNREACHABLE);
        } finally {
            spare.revive();
        }
        awaits(State.REGISTERED);
        awaitsTrunk(new TrunkState.Up());
    }

    @Test
    void ofTwoNodesTheOneWhoseTrunkIsUpIsRungFrom() {
        spare.registers(ACCOUNT, "not-the-password");
        awaits(State.REJECTED);
        var rejected = station(spare.pair(), 250);
        var small = station(Bench.PAIR, 2);
        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> rejected.up() && small.up());
            var placement = new Placement(List.of(rejected, small), null, null);
            assertThat(placement.emptiest()).isSameAs(rejected);
            assertThat(placement.emptiestOut()).isSameAs(small);
            assertThat(placement.mostReady()).isSameAs(small);
            assertThat(new Placement(List.of(rejected), null, null).emptiestOut())
                    .isSameAs(rejected);
        } finally {
            rejected.switchboard().stop();
            small.switchboard().stop();
        }
    }

    private static Station station(AsteriskPair pair, int capacity) {
        var settings =
                Bench.settings(
                        pair,
                        Integer.parseInt(pair.property("ami-port")),
                        pair.property("ami-secret"));
        var clock = Clock.systemUTC();
        var station =
                new Station(
                        "node",
                        mine -> new AsteriskSwitchboard(settings, List.of(mine), clock),
                        new Station.Ear() {
                            @Override
                            public void on(Station from, LineEvent event) {}

                            @Override
                            public void on(Station from, WireState state) {}
                        },
                        new Station.Limits(capacity, Duration.ofSeconds(20)),
                        clock);
        station.switchboard().start();
        return station;
    }

    @Test
    void anAccountThatCannotBeWrittenDownIsRefusedAtItsLine() {
        assertThatThrownBy(() -> spare.registers("hospi tal;", "x"))
                .hasMessageContaining("user has letters");
        assertThatThrownBy(() -> spare.registers(ACCOUNT, "a;b"))
                .hasMessageContaining("secret has no blank");
    }

    private static String secret() {
        return DeskKeys.of(ACCOUNT, spare.pair().property("desk-secret"));
    }

    private static Optional<Registration> account() {
        return bench.switchboard.outside().account();
    }

    private static void awaitsTrunk(TrunkState state) {
        await().atMost(SOON)
                .ignoreException(WireDown.class)
                .until(() -> bench.switchboard.trunk().equals(state));
    }

    /** A machine without time to spare may cut the wire for a moment. */
    private static Registration awaits(State state) {
        return await().atMost(SOON)
                .ignoreException(WireDown.class)
                .until(() -> account(), a -> a.filter(r -> r.state() == state).isPresent())
                .orElseThrow();
    }
}
