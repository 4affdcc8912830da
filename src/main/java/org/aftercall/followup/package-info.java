/** What the patient told us, as a signed structured record, and what must happen next. */
@ApplicationModule(
        allowedDependencies = {
            "dialer",
            "worklist",
            "script",
            "patient",
            "staff",
            "call",
            "telephony",
            "recording",
            "transcript",
            "audit"
        })
@NullMarked
package org.aftercall.followup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
