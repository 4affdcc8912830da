package org.aftercall.dialer.pacing;

/** Each free nurse reads one profile and dials it herself. */
public record Preview() implements Pacing {
    @Override
    public Order decide(Floor floor, Memory memory) {
        return new Progressive().decide(floor, memory);
    }

    @Override
    public boolean readsFirst() {
        return true;
    }
}
