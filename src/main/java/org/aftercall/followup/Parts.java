package org.aftercall.followup;

import org.aftercall.call.CallId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sound and the words that belong to a record. */
@Component
class Parts {
    RecordView.@Nullable Part recording(CallId call) {
        return null;
    }

    RecordView.@Nullable Part transcript(CallId call) {
        return null;
    }

    /** Which of these calls have sound, and which have words. */
    record Found(
            java.util.Set<java.util.UUID> recorded, java.util.Set<java.util.UUID> transcribed) {}

    Found of(java.util.List<java.util.UUID> calls) {
        return new Found(java.util.Set.of(), java.util.Set.of());
    }
}
