/** Who works here, what they may do, whether they are free. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aftercall.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
