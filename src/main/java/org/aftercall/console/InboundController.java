package org.aftercall.console;

import java.util.Objects;
import org.aftercall.audit.AuditTrail;
import org.aftercall.dialer.Inbound;
import org.aftercall.dialer.InboundRules;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of who calls in. */
@RestController
@RequestMapping("/api/v1/inbound-settings")
class InboundController {
    private final Inbound inbound;
    private final AuditTrail audit;

    InboundController(Inbound inbound, AuditTrail audit) {
        this.inbound = inbound;
        this.audit = audit;
    }

    /** What is left out stays. */
    record Wish(@Nullable Boolean open, @Nullable Integer queueSeconds) {}

    @GetMapping
    @PreAuthorize("hasAuthority('worklist.read')")
    InboundRules read() {
        return inbound.rules();
    }

    @PutMapping
    @PreAuthorize("hasAuthority('worklist.write')")
    InboundRules write(@RequestBody Wish wish) {
        var now = inbound.rules();
        var rules =
                new InboundRules(
                        Objects.requireNonNullElse(wish.open(), now.open()),
                        Objects.requireNonNullElse(wish.queueSeconds(), now.queueSeconds()));
        inbound.rules(rules);
        audit.note(
                "inbound.rules",
                "inbound",
                null,
                null,
                "open=" + rules.open() + " queueSeconds=" + rules.queueSeconds());
        return inbound.rules();
    }
}
