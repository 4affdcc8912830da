/**
 * Reads discharge lists into patients and owed contacts; nothing is kept before it was looked at.
 */
@ApplicationModule(allowedDependencies = {"patient", "worklist", "staff", "audit"})
@NullMarked
package org.aftercall.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
