package org.aftercall.soak;

import java.util.Locale;

/**
 * What came of F13.
 *
 * @param unnoted plays with sound and without their row
 * @param torn looks at the trail that found it broken, or a row gone that was there before
 * @param silent heard while no row could be written
 * @param edits not found where they are
 */
record PlayVerdict(Kills kills, int unnoted, int torn, long silent, long edits) {
    /**
     * @param between plays cut between their row and their first byte; fewer than were wanted, and
     *     the rest proves nothing
     * @param broken plays that ended early, and not by a kill
     */
    record Kills(int wanted, int kills, int between, long sounded, int broken) {}

    boolean good() {
        return unnoted == 0
                && torn == 0
                && silent == 0
                && edits == 0
                && kills.broken == 0
                && kills.between >= kills.wanted;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "F13 heard without a row %d of %d plays with sound, while %d kills cut %d plays between row and first byte;"
                        + " trail torn %d, heard while no row could be written %d, edits not found or not located %d: goal %s",
                unnoted,
                kills.sounded,
                kills.kills,
                kills.between,
                torn,
                silent,
                edits,
                good() ? "met" : "missed");
    }
}
