package org.aftercall.call;

import org.aftercall.kernel.Extension;

/** Published after a desk's leg came up to stay, or was lost or given up. */
public record SeatChanged(Extension desk, boolean seated) {}
