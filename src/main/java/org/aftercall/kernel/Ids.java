package org.aftercall.kernel;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids that sort by the time they were made (UUID version 7, RFC 9562). */
public final class Ids {
    private static final SecureRandom CHANCE = new SecureRandom();

    private Ids() {}

    public static UUID next() {
        var high = System.currentTimeMillis() << 16 | 0x7000L | CHANCE.nextInt(0x1000);
        var low = CHANCE.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
