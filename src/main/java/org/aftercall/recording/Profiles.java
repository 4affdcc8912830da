package org.aftercall.recording;

/** What both sides look like. */
public record Profiles(int perSecond, Profile nurse, Profile patient) {}
