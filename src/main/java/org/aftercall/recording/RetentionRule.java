package org.aftercall.recording;

import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;

/**
 * How long the recordings that fit are kept.
 *
 * @param worklist null for those of any list; so are the two that follow
 * @param outcome the code of how the talk came out
 * @param days from the talk on
 */
public record RetentionRule(
        UUID id,
        @Nullable UUID worklist,
        @Nullable String department,
        @Nullable String outcome,
        int days) {
    private static final int LONGEST = 36_500;

    public RetentionRule {
        if (days < 1 || days > LONGEST) {
            throw new Refusal(
                    Kind.INVALID,
                    "retention.days",
                    List.of(LONGEST),
                    List.of(new Mend("/days", "retention.days", List.of(LONGEST))));
        }
        department = department == null || department.isBlank() ? null : department.strip();
        outcome = outcome == null || outcome.isBlank() ? null : outcome.strip();
    }
}
