package org.aftercall.telephony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.HouseWords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether the wire to Asterisk is up. */
@Component
class SwitchboardCheck implements Check {
    /** A line that hangs is to be found within a minute. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final ObjectProvider<Switchboard> switchboard;
    private final HouseWords words;

    SwitchboardCheck(ObjectProvider<Switchboard> switchboard, HouseWords words) {
        this.switchboard = switchboard;
        this.words = words;
    }

    @Override
    public String topic() {
        return "telephony";
    }

    @Override
    public List<Finding> look() {
        return switchboard.stream().flatMap(s -> look(s).stream()).toList();
    }

    private List<Finding> look(Switchboard switchboard) {
        var all = new ArrayList<Finding>();
        var nodes = switchboard.nodes();
        all.add(
                switch (switchboard.state()) {
                    case WireState.Up(var version) ->
                            Finding.pass(
                                    "switchboard",
                                    version
                                            + ", "
                                            + switchboard.dropped()
                                            + " events dropped and read again");
                    case WireState.Down(var why) ->
                            Finding.fail(
                                    "switchboard",
                                    why,
                                    "telephony/run status var; then ./aftercall up");
                });
        if (switchboard.state() instanceof WireState.Up) {
            all.add(
                    switch (switchboard.trunk()) {
                        case TrunkState.Up() -> Finding.pass("trunk", "not known to be down");
                        case TrunkState.Down down ->
                                Finding.fail(
                                        "trunk", words.of(down.why(), Locale.ENGLISH), fix(down));
                    });
            switchboard.trunkPatience().ifPresent(patience -> all.add(silence(patience)));
            nodes.forEach(node -> account(node).ifPresent(all::add));
        }
        if (nodes.size() > 1 || nodes.stream().anyMatch(n -> n.state() == Node.State.DRAINING)) {
            nodes.forEach(node -> all.add(look(node)));
        }
        return all;
    }

    /** A talk whose end the carrier never told is found by its silence, or by nothing. */
    static Finding silence(Duration patience) {
        return patience.isZero() || patience.compareTo(LONGEST_SILENCE) > 0
                ? Finding.warn(
                        "trunk silence",
                        patience.isZero()
                                ? "a leg without sound is kept for ever"
                                : "a leg without sound is kept for " + patience.toSeconds() + " s",
                        "Write rtp_timeout = 45 into the endpoint of telephony/site/trunk.conf below"
                                + " the data directory, then: telephony/run trunk VAR")
                : Finding.pass(
                        "trunk silence",
                        "a leg without sound is given up after " + patience.toSeconds() + " s");
    }

    private static String fix(TrunkState.Down down) {
        return switch (down) {
            case TrunkState.Silent(), TrunkState.Missing() ->
                    "Check the network and the provider; its settings are in"
                            + " telephony/site/trunk.conf below the data directory";
            case TrunkState.Unregistered(_) ->
                    "Correct telephony/site/registration below the data directory, then:"
                            + " telephony/run trunk VAR; or ask the provider about the account";
            case TrunkState.Spent(_) ->
                    "It rings again tomorrow; if today's calls are the house's own, raise"
                            + " aftercall.telephony.nodes.<name>.minutes-per-day";
        };
    }

    /** The account at the carrier's registrar, since when it stands as it does. */
    private Optional<Finding> account(Node node) {
        var account = node.account();
        if (account == null) {
            return Optional.empty();
        }
        var subject = "registration " + node.name();
        var detail =
                words.of("trunk." + account.code(), Locale.ENGLISH, account.sip())
                        + ", since "
                        + account.since();
        return Optional.of(
                switch (account.state()) {
                    case REGISTERED -> Finding.pass(subject, detail);
                    case PENDING ->
                            Finding.warn(
                                    subject, detail, "Look again in a minute: ./aftercall doctor");
                    case REJECTED, UNREACHABLE ->
                            Finding.fail(
                                    subject, detail, fix(new TrunkState.Unregistered(account)));
                });
    }

    private static Finding look(Node node) {
        var subject = "node " + node.name();
        var detail =
                "%d of %d calls, %s since %s"
                        .formatted(node.calls(), node.capacity(), node.state(), node.since());
        return switch (node.state()) {
            case UP -> Finding.pass(subject, detail);
            case DRAINING ->
                    Finding.warn(
                            subject,
                            detail,
                            "When the work on it is done: POST /api/v1/nodes/%s/drain with {\"on\":false}"
                                    .formatted(node.name()));
            case DOWN ->
                    Finding.fail(
                            subject,
                            detail,
                            "telephony/run status VAR on its machine; then telephony/run start VAR");
        };
    }
}
