package org.aftercall.telephony;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Whether the telephone network answers at the other end of the trunk, and takes our calls. */
public sealed interface TrunkState {
    /** It answers; also when nobody asks it, for a trunk without {@code qualify_frequency}. */
    record Up() implements TrunkState {}

    /** No call gets out. */
    sealed interface Down extends TrunkState {
        /** Why, to be put into words in the reader's language. */
        default MessageSourceResolvable why() {
            return switch (this) {
                case Silent() -> because("silent");
                case Missing() -> because("missing");
                case Spent(int minutes) -> because("spent", minutes);
                case Unregistered(var account) -> because(account.code(), account.sip());
            };
        }

        private static MessageSourceResolvable because(String code, Object... arguments) {
            return new DefaultMessageSourceResolvable(new String[] {"trunk." + code}, arguments);
        }
    }

    /** The other end does not answer. */
    record Silent() implements Down {}

    /** The switchboard has no trunk by the name that we ring. */
    record Missing() implements Down {}

    /**
     * It has talked as long today as its node's budget allows.
     *
     * @param minutes the budget
     */
    record Spent(int minutes) implements Down {}

    /** The other end answers, but the house's account is not registered there. */
    record Unregistered(Registration account) implements Down {}
}
