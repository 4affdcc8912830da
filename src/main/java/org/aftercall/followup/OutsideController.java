package org.aftercall.followup;

import java.time.Instant;
import java.util.Locale;
import org.aftercall.audit.AuditTrail;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How alerts get outside, for whoever keeps the house, and a message to try it. */
@RestController
@RequestMapping("/api/v1/outside")
@PreAuthorize("hasAuthority('operate')")
class OutsideController {
    private final Outside outside;
    private final AuditTrail audit;

    OutsideController(Outside outside, AuditTrail audit) {
        this.outside = outside;
        this.audit = audit;
    }

    /**
     * @param used false where nobody is to be told outside
     * @param host of the gateway
     * @param failing null while messages arrive
     */
    record View(boolean used, String host, @Nullable Failing failing) {}

    /**
     * @param text what is the matter, in words
     */
    record Failing(Instant since, int alerts, String text) {}

    @GetMapping
    View now(Locale locale) {
        return new View(
                outside.used(),
                outside.host(),
                outside.failing(locale)
                        .map(f -> new Failing(f.since(), f.alerts(), f.why()))
                        .orElse(null));
    }

    @PostMapping("/test")
    Outside.Tested test(Locale locale) {
        var tested = outside.test(locale);
        audit.note("outside.test", "outside", null, null, "told=" + tested.told());
        return tested;
    }
}
