package org.aftercall.telephony;

/** Whether the telephone network answers at the other end of the trunk. */
public sealed interface TrunkState {
    /** It answers; also when nobody asks it, for a trunk without {@code qualify_frequency}. */
    record Up() implements TrunkState {}

    /**
     * @param why in words for an operator
     */
    record Down(String why) implements TrunkState {}
}
