/** What is owed now, in which order, how often we tried, when we may try again. */
@ApplicationModule(allowedDependencies = {"patient", "script", "staff", "audit"})
@NullMarked
package org.aftercall.worklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
