package org.aftercall.staff;

/** Published when somebody who was away comes to work, before anything is given to her. */
public record StaffArrived(StaffId who) {}
