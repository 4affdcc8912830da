/** Whom we may call, at which number, when, and all we know of them. */
@ApplicationModule(allowedDependencies = {"staff", "audit"})
@NullMarked
package org.aftercall.patient;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
