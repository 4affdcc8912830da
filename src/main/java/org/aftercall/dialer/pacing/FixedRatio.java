package org.aftercall.dialer.pacing;

/**
 * So many lines for each free nurse, whatever happens.
 *
 * @param lines per free nurse, at least 1
 */
public record FixedRatio(double lines) implements Pacing {
    public FixedRatio {
        if (!(lines >= 1)) {
            throw new IllegalArgumentException("At least one line for a nurse: " + lines);
        }
    }

    @Override
    public Order decide(Floor floor, Memory memory) {
        int wanted = (int) Math.floor(floor.free() * lines);
        return new Order(Math.max(0, wanted - floor.ringing().size() - floor.waiting()), memory);
    }
}
