/** What keeps the house in order: checks and chores an operator can run. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aftercall.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
