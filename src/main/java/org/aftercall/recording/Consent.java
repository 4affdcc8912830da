package org.aftercall.recording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the patient said when he was asked whether he may be recorded.
 *
 * @param agreed null until he answers
 */
public record Consent(@Nullable Boolean agreed, @Nullable Instant at) {}
