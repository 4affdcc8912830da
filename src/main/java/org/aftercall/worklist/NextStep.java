package org.aftercall.worklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a task after an attempt.
 *
 * @param code message key below {@code nextStep}
 * @param at when, where a time belongs to it
 */
public record NextStep(String code, @Nullable Instant at) {}
