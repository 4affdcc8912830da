/** What each screen shows live: the nurse's call, her patient, the state of the house, the feed. */
@ApplicationModule(
        allowedDependencies = {
            "staff",
            "audit",
            "patient",
            "script",
            "worklist",
            "telephony",
            "call",
            "dialer",
            "recording",
            "transcript",
            "followup"
        })
@NullMarked
package org.aftercall.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
