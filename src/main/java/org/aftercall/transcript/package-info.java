/** Turns sound into words, and finds words again. */
@ApplicationModule(allowedDependencies = {"recording", "call", "telephony", "staff", "audit"})
@NullMarked
package org.aftercall.transcript;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
