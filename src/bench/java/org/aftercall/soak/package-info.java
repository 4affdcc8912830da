/** Fault experiments in full counts; their small forms are tests. */
@NullMarked
package org.aftercall.soak;

import org.jspecify.annotations.NullMarked;
