package org.aftercall.telephony.asterisk;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;

/**
 * What Asterisk calls our lines. A leg that we make gets our line id for its unique id. One that
 * comes in has Asterisk's own, {@code seconds.sequence}: its line id is that number as a UUID of
 * version 8, so that either can be told from the other without a table, also after a restart.
 */
final class Channels {
    private static final Pattern MADE =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern CAME = Pattern.compile("(\\d{10})\\.(\\d{1,18})");

    /** Whom the network rings; the same endpoint as the one we ring the network by. */
    private static final String TRUNK = "PJSIP/carrier-";

    private static final int OWN = 8;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long SEQUENCE = 0x3fff_ffff_ffff_ffffL;

    private Channels() {}

    /** Empty for what is no line of ours: a part of a conference, a spy, a desk that dials. */
    static Optional<LineId> line(@Nullable String uniqueId, @Nullable String channel) {
        return channel != null && channel.startsWith(TRUNK) ? line(uniqueId) : made(uniqueId);
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
        if (uniqueId == null) {
            return Optional.empty();
        }
        var parts = CAME.matcher(uniqueId);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long millis = Long.parseLong(parts.group(1)) * 1000;
        return Optional.of(
                new LineId(
                        new UUID(
                                millis << 16 | OWN << 12,
                                VARIANT | Long.parseLong(parts.group(2)))));
    }

    /** Whether somebody outside made it. */
    static boolean cameIn(LineId line) {
        return line.value().version() == OWN;
    }

    /** Nothing but digits, letters, hyphens and one point, so nothing that Asterisk would read. */
    static String uniqueId(LineId line) {
        UUID id = line.value();
        return cameIn(line)
                ? (id.getMostSignificantBits() >>> 16) / 1000
                        + "."
                        + (id.getLeastSignificantBits() & SEQUENCE)
                : id.toString().toLowerCase(Locale.ROOT);
    }
}
