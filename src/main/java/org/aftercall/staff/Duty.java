package org.aftercall.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does now.
 *
 * @param afterwards what she will be when she is free again, {@link Presence#READY} unless she, or
 *     her supervisor, said otherwise
 * @param pausedWhy in her own words, or her supervisor's
 */
public record Duty(
        Presence presence, Instant since, Presence afterwards, @Nullable String pausedWhy) {}
