/** Knows S3 and keys: sealed objects, readable only through the key of their row. */
@NullMarked
package org.aftercall.recording.vault;

import org.jspecify.annotations.NullMarked;
