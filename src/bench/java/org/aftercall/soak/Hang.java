package org.aftercall.soak;

/** How a line comes to hang. */
enum Hang {
    DESK_VANISHED("the nurse's telephone or page is gone"),
    DESK_SILENT("it sends no sound any more"),
    GONE_IN_WRAP_UP("she is gone in wrap-up, her leg is up"),
    LOST_BYE("the patient's network stands still");

    private final String words;

    Hang(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
