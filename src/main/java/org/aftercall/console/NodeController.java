package org.aftercall.console;

import java.util.List;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.Node;
import org.aftercall.telephony.Switchboard;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The switchboards, for whoever keeps them: how they are, and emptied before work on them. */
@RestController
@RequestMapping("/api/v1/nodes")
@PreAuthorize("hasAuthority('operate')")
class NodeController {
    private final Switchboard switchboard;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    NodeController(Switchboard switchboard, AuditTrail audit, ApplicationEventPublisher events) {
        this.switchboard = switchboard;
        this.audit = audit;
        this.events = events;
    }

    record Drain(@Nullable Boolean on) {}

    /** A node gets new lines, or gets none. */
    record NodeDrained(String name) {}

    @GetMapping
    List<Node> all() {
        return switchboard.nodes();
    }

    @PostMapping("/{name}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drain(@PathVariable String name, @RequestBody Drain drain) {
        var on = drain.on();
        if (on == null) {
            throw new Refusal(
                    Kind.INVALID,
                    "node.drain",
                    List.of(),
                    List.of(new Refusal.Mend("/on", "node.drain", List.of())));
        }
        if (!switchboard.drain(name, on)) {
            throw new Refusal(Kind.NOT_FOUND, "node.unknown", name);
        }
        audit.note("node.drain", "node", null, null, "node=" + name + " on=" + on);
        events.publishEvent(new NodeDrained(name));
    }
}
