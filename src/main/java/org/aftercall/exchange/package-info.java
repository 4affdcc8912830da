/** What leaves the house: calls and cases as signed packages. */
@ApplicationModule(
        allowedDependencies = {
            "recording",
            "recording :: media",
            "transcript",
            "followup",
            "call",
            "worklist",
            "patient",
            "staff",
            "audit"
        })
@NullMarked
package org.aftercall.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
