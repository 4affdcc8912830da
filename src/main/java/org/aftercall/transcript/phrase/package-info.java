/** Finds phrases that may mean something, and sees when they are denied. */
@NullMarked
package org.aftercall.transcript.phrase;

import org.jspecify.annotations.NullMarked;
