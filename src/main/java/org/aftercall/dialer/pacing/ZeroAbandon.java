package org.aftercall.dialer.pacing;

/**
 * Nobody who answers is left without a nurse, and yet telephones ring while she still writes up.
 *
 * <p>The guarantee is a count: never more telephones ring than there are nurses without a patient.
 * Whoever answers gets a free nurse, else the one who has written up longest is called away from it
 * (her form stays, she goes on with it after the talk). So that this is rare, lines beyond the free
 * nurses are opened only while the share of answers expected to interrupt stays within bounds.
 *
 * <p>The guarantee needs one thing of whoever uses it: a nurse who wants a break gets it once the
 * telephones that ring do not need her.
 *
 * @param interruptions share of the answers forecast to find their nurse writing, at each decision;
 *     what comes of it is up to three times that, because decisions follow each other every second.
 *     At 0 this is progressive dialing in the better order
 * @param byAnswerChance whether those likely to answer are called first
 */
public record ZeroAbandon(double interruptions, boolean byAnswerChance) implements Pacing {
    public ZeroAbandon(double interruptions) {
        this(interruptions, true);
    }

    @Override
    public Order decide(Floor floor, Memory memory) {
        int lines = floor.free() + (mayInterrupt() ? floor.wrapping().size() : 0);
        return new Order(within(floor, lines, interruptions), memory);
    }

    /**
     * @param lines that may ring at once, at the very most
     * @param share of the answers that may find no free nurse, for lines beyond the free nurses
     */
    static int within(Floor floor, int lines, double share) {
        int spoken = floor.ringing().size() + floor.waiting();
        int most = Math.max(0, lines - spoken);
        // One line for each free nurse is safe whatever the forecast says.
        int sure = Math.clamp(floor.free() - spoken, 0, most);
        return most == sure ? sure : Math.max(sure, Overflow.callsWithin(floor, share, most));
    }

    @Override
    public boolean mayInterrupt() {
        return interruptions > 0;
    }
}
