package org.aftercall.call;

import org.aftercall.telephony.LineResult;

/** How a call ended, and whether a machine may ring the same number again by itself. */
public sealed interface CallOutcome {
    boolean mayRetry();

    /** Somebody picked up. */
    record Talked() implements CallOutcome {
        @Override
        public boolean mayRetry() {
            return false;
        }
    }

    /** The network says why nobody was reached. */
    record NotReached(LineResult why) implements CallOutcome {
        @Override
        public boolean mayRetry() {
            return why != LineResult.INVALID_NUMBER;
        }
    }

    /** We hung up first. */
    record Cancelled(boolean rang) implements CallOutcome {
        @Override
        public boolean mayRetry() {
            return !rang;
        }
    }

    /**
     * We, or the trunk, failed. Law 4: once it may have rung, no machine redials.
     *
     * @param rang whether the patient may have heard it
     */
    record Failed(LineResult why, boolean rang) implements CallOutcome {
        @Override
        public boolean mayRetry() {
            return !rang;
        }
    }

    static CallOutcome of(LineResult result, boolean rang) {
        return switch (result) {
            case ANSWERED -> new Talked();
            case NO_ANSWER, BUSY, REJECTED, INVALID_NUMBER -> new NotReached(result);
            case CANCELLED -> new Cancelled(rang);
            case CONGESTION, TECHNICAL -> new Failed(result, rang);
        };
    }
}
