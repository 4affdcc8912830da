/** Numbers, times and doses as one writes them, out of the words in which they were spoken. */
@NullMarked
package org.aftercall.transcript.reading;

import org.jspecify.annotations.NullMarked;
