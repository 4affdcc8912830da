/** What two wordings come to beside each other: figures with their bounds, pure code. */
@NullMarked
package org.aftercall.followup.trial;

import org.jspecify.annotations.NullMarked;
