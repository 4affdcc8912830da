/**
 * How many telephones to ring now: pure functions of what is known at this moment, without a clock,
 * a database or chance, so that a simulator and the dialer ask the very same code.
 */
@NullMarked
package org.aftercall.dialer.pacing;

import org.jspecify.annotations.NullMarked;
