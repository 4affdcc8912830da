/** Who looked at what, kept for good, tampering shows. */
@ApplicationModule(allowedDependencies = {"staff"})
@NullMarked
package org.aftercall.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
