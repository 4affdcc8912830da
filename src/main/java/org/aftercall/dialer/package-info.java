/** Joins a free nurse, a due task and a line. */
@ApplicationModule(
        allowedDependencies = {"worklist", "patient", "staff", "call", "telephony", "recording"})
@NullMarked
package org.aftercall.dialer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
