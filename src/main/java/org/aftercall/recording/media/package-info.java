/** Knows FFmpeg: tape to Opus and back, in one pass. */
@NullMarked
package org.aftercall.recording.media;

import org.jspecify.annotations.NullMarked;
