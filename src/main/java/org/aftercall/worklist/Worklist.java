package org.aftercall.worklist;

import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A list of tasks with its calling rules.
 *
 * @param department whose patients it takes; null for all
 * @param from no call before this time, on the patient's clock
 * @param until no call from this time on
 * @param ringFor how long a telephone may ring
 */
public record Worklist(
        WorklistId id,
        String name,
        @Nullable String department,
        String questionnaire,
        LocalTime from,
        LocalTime until,
        String zone,
        int maxAttempts,
        Duration ringFor,
        boolean paused) {}
