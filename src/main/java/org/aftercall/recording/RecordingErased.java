package org.aftercall.recording;

import org.aftercall.call.CallId;

/** Published after the sound became unreadable for good: what was made of it goes, too. */
public record RecordingErased(RecordingId recording, CallId call) {}
