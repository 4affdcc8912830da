package org.aftercall.recording;

import org.aftercall.recording.media.Profile;

/** What both sides look like. */
public record Profiles(int perSecond, Profile nurse, Profile patient) {}
