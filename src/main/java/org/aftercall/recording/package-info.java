/** Keeps the sound: fetched, transcoded, sealed, one day deleted. */
@ApplicationModule(allowedDependencies = {"call", "telephony", "staff", "audit"})
@NullMarked
package org.aftercall.recording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
