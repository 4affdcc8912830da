/** Who is not to be called, over HTTP. */
@NullMarked
package org.aftercall.patient.web;

import org.jspecify.annotations.NullMarked;
