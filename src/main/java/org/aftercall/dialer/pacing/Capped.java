package org.aftercall.dialer.pacing;

/**
 * Predictive dialing that cannot break its cap in any thirty minutes: at every moment at most so
 * many patients could be left without a nurse as the window still has room for. Without room each
 * ringing telephone has its nurse, as in progressive dialing.
 *
 * <p>Room is counted in whole patients against three quarters of the answered calls of the running
 * window, because the window that follows an abandoned call may be a quieter one. A team that is
 * answered less than 134 times in half an hour has no room at 1 % at all: one single abandoned
 * patient would break the cap.
 *
 * @param cap share of the answered calls in thirty minutes
 * @param interruptions as in {@link ZeroAbandon}; at 0 a write-up is never disturbed
 */
public record Capped(double cap, double interruptions) implements Pacing {
    private static final double QUIETER = 0.75;

    @Override
    public Order decide(Floor floor, Memory memory) {
        int lines =
                floor.free()
                        + (mayInterrupt() ? floor.wrapping().size() : 0)
                        + room(floor.window());
        double share = mayInterrupt() ? interruptions : cap;
        return new Order(ZeroAbandon.within(floor, lines, share), memory);
    }

    /** How many more patients may be abandoned in this window. */
    public int room(Tally window) {
        return Math.max(0, (int) (cap * QUIETER * window.answered()) - window.abandoned());
    }

    @Override
    public boolean mayInterrupt() {
        return interruptions > 0;
    }

    @Override
    public boolean byAnswerChance() {
        return true;
    }
}
