/**
 * Ratios against a limit, side by side in one run; not tests, and no time of theirs gates anything.
 * What can be counted (nothing lost, no row read in vain) is a test with few of each, so that no
 * bench rots: {@code SmallBenchesTests} and {@code EventRateTests}.
 */
@NullMarked
package org.aftercall.bench;

import org.jspecify.annotations.NullMarked;
