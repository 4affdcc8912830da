package org.aftercall.dialer.pacing;

/** A nurse is reserved before a telephone rings: one line for each free nurse, never more. */
public record Progressive() implements Pacing {
    @Override
    public Order decide(Floor floor, Memory memory) {
        return new Order(
                Math.max(0, floor.free() - floor.ringing().size() - floor.waiting()), memory);
    }
}
