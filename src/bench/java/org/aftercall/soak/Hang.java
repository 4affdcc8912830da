package org.aftercall.soak;

/** How a line comes to hang. */
enum Hang {
    DESK_VANISHED("the nurse's telephone or page is gone"),
    DESK_SILENT("it sends no sound any more"),
    GONE_IN_WRAP_UP("she is gone in wrap-up, her leg is up"),
    LEG_LEFT_BEHIND("her page is closed in wrap-up, and her leg hums on"),
    LOST_BYE("the patient's network stands still");

    private final String words;

    Hang(String words) {
        this.words = words;
    }

    /** The talk was over before: what hangs is the nurse's. */
    boolean inWrapUp() {
        return this == GONE_IN_WRAP_UP || this == LEG_LEFT_BEHIND;
    }

    @Override
    public String toString() {
        return words;
    }
}
