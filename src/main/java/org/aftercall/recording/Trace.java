package org.aftercall.recording;

import org.aftercall.audit.AuditTrail;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Where it is noted what becomes of a recording, and who is told. */
@Component
record Trace(AuditTrail trail, ApplicationEventPublisher events) {}
