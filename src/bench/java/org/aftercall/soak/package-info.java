/**
 * Fault experiments in full counts. Their small forms are tests, which run the same code: F1 {@code
 * KillsTests}, F3 and F4 {@code WireFaultTests}, F7 {@code TwoDialersTests}, F8 {@code
 * CallingHoursTests} and {@code ClockLeapsTests}, F9 {@code HungLinesTests}.
 */
@NullMarked
package org.aftercall.soak;

import org.jspecify.annotations.NullMarked;
