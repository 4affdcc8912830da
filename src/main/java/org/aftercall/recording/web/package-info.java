/** Recordings over HTTP: the waveform, and the sound by ranges. */
@NullMarked
package org.aftercall.recording.web;

import org.jspecify.annotations.NullMarked;
