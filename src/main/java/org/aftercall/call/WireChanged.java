package org.aftercall.call;

/** Published after the switchboard came into reach or went out of it. */
public record WireChanged(boolean up) {}
