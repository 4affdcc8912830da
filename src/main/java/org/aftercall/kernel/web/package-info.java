/** How every room says no over HTTP: RFC 9457 problems in the caller's language. */
@NullMarked
package org.aftercall.kernel.web;

import org.jspecify.annotations.NullMarked;
