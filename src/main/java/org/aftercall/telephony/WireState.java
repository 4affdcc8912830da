package org.aftercall.telephony;

/** Whether we can reach the switchboard, and if not, why. */
public sealed interface WireState {
    record Up(String version) implements WireState {}

    /**
     * @param why for people, without secrets
     */
    record Down(String why) implements WireState {}
}
