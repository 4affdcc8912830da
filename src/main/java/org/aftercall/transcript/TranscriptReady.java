package org.aftercall.transcript;

import org.aftercall.call.CallId;
import org.aftercall.recording.RecordingId;

/** Published after a recording was turned into words. */
public record TranscriptReady(TranscriptId transcript, RecordingId recording, CallId call) {}
