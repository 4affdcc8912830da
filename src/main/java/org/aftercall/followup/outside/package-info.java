/** The wire to a gateway outside, which tells somebody of an alert by SMS, chat or pager. */
@NullMarked
package org.aftercall.followup.outside;

import org.jspecify.annotations.NullMarked;
