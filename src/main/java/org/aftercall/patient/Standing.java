package org.aftercall.patient;

import org.jspecify.annotations.Nullable;

/** What stands between us and a call to this patient: nothing, a wish, or a fate. */
public record Standing(
        boolean doNotCall, @Nullable String doNotCallReason, @Nullable Suspension suspended) {
    static final Standing FREE = new Standing(false, null, null);
}
