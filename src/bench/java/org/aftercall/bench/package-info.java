/**
 * Ratios against a limit, side by side in one run; not tests, and no time of theirs gates anything.
 */
@NullMarked
package org.aftercall.bench;

import org.jspecify.annotations.NullMarked;
