package org.aftercall.telephony.asterisk;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;

/**
 * What Asterisk calls our lines. A leg that we make gets our line id for its unique id. One that
 * comes in has Asterisk's own, {@code seconds.sequence}, on a further node {@code
 * name-seconds.sequence}: its line id is that as a UUID of version 8, so that either can be told
 * from the other without a table, also after a restart.
 */
final class Channels {
    private static final Pattern MADE =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** A node's name of up to eight letters fits, see {@code telephony/run}. */
    private static final Pattern CAME =
            Pattern.compile("(?:([a-z0-9]{1,8})-)?(\\d{10})\\.(\\d{1,9})");

    /** Whom the network rings; the same endpoint as the one we ring the network by. */
    private static final String TRUNK = "PJSIP/carrier-";

    private static final int OWN = 8;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Of a name as a number, so much is in the second half. */
    private static final int LOW = 30;

    /** Letters and digits, and 0 for none. */
    private static final int BASE = 37;

    private Channels() {}

    /** Empty for what is no line of ours: a part of a conference, a spy, a desk that dials. */
    static Optional<LineId> line(@Nullable String uniqueId, @Nullable String channel) {
        return overTheTrunk(channel) ? line(uniqueId) : made(uniqueId);
    }

    static boolean overTheTrunk(@Nullable String channel) {
        return channel != null && channel.startsWith(TRUNK);
    }

    /** For what only lines of ours can have. */
    static Optional<LineId> line(@Nullable String uniqueId) {
        return made(uniqueId).or(() -> came(uniqueId));
    }

    private static Optional<LineId> made(@Nullable String uniqueId) {
        return uniqueId != null && MADE.matcher(uniqueId).matches()
                ? Optional.of(new LineId(UUID.fromString(uniqueId)))
                : Optional.empty();
    }

    private static Optional<LineId> came(@Nullable String uniqueId) {
        var parts = CAME.matcher(uniqueId == null ? "" : uniqueId);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long node = number(parts.group(1));
        long millis = Long.parseLong(parts.group(2)) * 1000;
        long high = millis << 16 | OWN << 12 | node >>> LOW;
        long low = VARIANT | (node & (1L << LOW) - 1) << 32 | Long.parseLong(parts.group(3));
        return Optional.of(new LineId(new UUID(high, low)));
    }

    /** Whether somebody outside made it. */
    static boolean cameIn(LineId line) {
        return line.value().version() == OWN;
    }

    /** Nothing but digits, letters, hyphens and one point, so nothing that Asterisk would read. */
    static String uniqueId(LineId line) {
        UUID id = line.value();
        if (!cameIn(line)) {
            return id.toString().toLowerCase(Locale.ROOT);
        }
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits() & ~VARIANT;
        String node = name((high & 0xfff) << LOW | low >>> 32);
        return (node.isEmpty() ? "" : node + "-")
                + (high >>> 16) / 1000
                + "."
                + (low & 0xffff_ffffL);
    }

    private static long number(@Nullable String name) {
        long number = 0;
        for (char letter : (name == null ? "" : name).toCharArray()) {
            number = number * BASE + Character.digit(letter, 36) + 1;
        }
        return number;
    }

    private static String name(long number) {
        var name = new StringBuilder();
        for (long rest = number; rest > 0; rest /= BASE) {
            name.insert(0, Character.forDigit((int) (rest % BASE) - 1, 36));
        }
        return name.toString();
    }
}
