package org.aftercall.staff;

/** Published after somebody's presence changed. */
public record PresenceChanged(StaffId who, Presence presence) {}
