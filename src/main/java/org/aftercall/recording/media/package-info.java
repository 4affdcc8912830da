/** Knows FFmpeg: tape to Opus and back, in one pass. */
@NamedInterface("media")
@NullMarked
package org.aftercall.recording.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
