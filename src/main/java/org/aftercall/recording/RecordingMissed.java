package org.aftercall.recording;

import org.aftercall.call.CallId;

/** Published after it became clear that there is no sound to keep, and why. */
public record RecordingMissed(RecordingId recording, CallId call, Recording.Reason why) {}
