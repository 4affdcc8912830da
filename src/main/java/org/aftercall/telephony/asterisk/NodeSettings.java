package org.aftercall.telephony.asterisk;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which switchboards there are. One, {@code main}, is always there: the one of {@link
 * TelephonySettings}.
 *
 * @param nodes further ones by name, and {@code main} when it differs; what one leaves out is as
 *     for {@code main}
 * @param capacity patients' lines at a time on a node that does not say; Asterisk's thousand RTP
 *     ports are enough for 250 talks, four ports each
 * @param deadAfter how long one of several nodes may be out of reach before its lines count as
 *     ended; an only one is waited for, since its talks go on without us. A restarted Asterisk is
 *     back after about ten seconds and then tells by itself that the lines are gone; a shorter
 *     limit would end talks that survive a broken network between us, a longer one keeps nurses
 *     waiting for calls that nobody can save
 */
@ConfigurationProperties("aftercall.telephony")
record NodeSettings(
        @DefaultValue Map<String, Further> nodes,
        @DefaultValue("250") int capacity,
        @DefaultValue("20s") Duration deadAfter) {
    static final String MAIN = "main";

    /** How many lines its trunk takes within one second; null when only the house's rule says. */
    @Nullable Integer callsPerSecond(String node) {
        return nodes.getOrDefault(node, Further.NOTHING).callsPerSecond();
    }

    /** How long may be talked over its trunk in one day; null when only the house's rule says. */
    @Nullable Integer minutesPerDay(String node) {
        return nodes.getOrDefault(node, Further.NOTHING).minutesPerDay();
    }

    boolean hasBudget(String node) {
        return callsPerSecond(node) != null || minutesPerDay(node) != null;
    }

    /**
     * A node's own values; see {@link TelephonySettings}.
     *
     * @param callsPerSecond of its own trunk, beside the house's limit
     * @param minutesPerDay of its own trunk, beside the house's limit
     */
    record Further(
            @Nullable String amiHost,
            @Nullable Integer amiPort,
            @Nullable String amiUser,
            @Nullable String amiSecret,
            @Nullable String deskSecret,
            @Nullable URI socket,
            @Nullable Path spool,
            @Nullable Path books,
            @Nullable Integer capacity,
            @Nullable Integer callsPerSecond,
            @Nullable Integer minutesPerDay) {
        static final Further NOTHING =
                new Further(null, null, null, null, null, null, null, null, null, null, null);

        TelephonySettings over(TelephonySettings main) {
            return new TelephonySettings(
                    or(amiHost, main.amiHost()),
                    or(amiPort, main.amiPort()),
                    or(amiUser, main.amiUser()),
                    or(amiSecret, main.amiSecret()),
                    or(deskSecret, main.deskSecret()),
                    or(socket, main.socket()),
                    or(spool, main.spool()),
                    or(books, main.books()),
                    main.eventRoom(),
                    main.home(),
                    main.callerId());
        }

        private static <T> T or(@Nullable T mine, T mains) {
            return Objects.requireNonNullElse(mine, mains);
        }

        @Override
        public String toString() {
            return "Further[" + amiHost + ":" + amiPort + ", " + socket + "]";
        }
    }

    /** All nodes by name, {@code main} first. */
    Map<String, TelephonySettings> over(TelephonySettings main) {
        var all = new TreeMap<String, TelephonySettings>(NodeSettings::mainFirst);
        all.put(MAIN, nodes.getOrDefault(MAIN, Further.NOTHING).over(main));
        nodes.forEach((name, node) -> all.put(name, node.over(main)));
        return all;
    }

    List<Station> stations(TelephonySettings main, Station.Ear ear, Clock clock) {
        var all = new ArrayList<Station>();
        over(main)
                .forEach((name, settings) -> {
                    var own = nodes.getOrDefault(name, Further.NOTHING).capacity();
                    var room = own == null ? capacity : own;
                    all.add(
                            new Station(
                                    name,
                                    mine -> new AsteriskSwitchboard(settings, List.of(mine), clock),
                                    ear,
                                    new Station.Limits(room, deadAfter),
                                    clock));
                });
        return List.copyOf(all);
    }

    private static int mainFirst(String one, String other) {
        var first = Boolean.compare(MAIN.equals(other), MAIN.equals(one));
        return first == 0 ? one.compareTo(other) : first;
    }
}
