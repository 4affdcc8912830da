/**
 * What is said and asked: versioned questionnaires with spoken wording and red flags (pure code).
 */
@ApplicationModule(allowedDependencies = {"staff", "audit"})
@NullMarked
package org.aftercall.script;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
