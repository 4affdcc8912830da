/** What is said and asked: versioned scripts and questionnaires, scoring, red-flag rules. */
@ApplicationModule(allowedDependencies = {"staff", "audit"})
@NullMarked
package org.aftercall.script;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
