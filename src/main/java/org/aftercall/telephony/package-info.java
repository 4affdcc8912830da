/** The wire to Asterisk; the only room that knows AMI, PJSIP and the spool's place. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aftercall.telephony;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
