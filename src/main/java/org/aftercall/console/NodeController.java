package org.aftercall.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.Node;
import org.aftercall.telephony.Registration;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.TrunkState;
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
    private final HouseWords words;
    private final ApplicationEventPublisher events;

    NodeController(
            Switchboard switchboard,
            AuditTrail audit,
            HouseWords words,
            ApplicationEventPublisher events) {
        this.switchboard = switchboard;
        this.audit = audit;
        this.words = words;
        this.events = events;
    }

    record Drain(@Nullable Boolean on) {}

    /** A node gets new lines, or gets none. */
    record NodeDrained(String name) {}

    /**
     * A node, its trunk and its account at the carrier's registrar.
     *
     * @param trunk null when calls get out of it, else why not, in words
     * @param account null without one
     */
    record View(
            String name,
            Node.State state,
            int calls,
            int capacity,
            Instant since,
            @Nullable String trunk,
            @Nullable Account account) {}

    /**
     * @param sip the status code of the registrar's no; 0 without one
     * @param text the state in words
     */
    record Account(Registration.State state, int sip, Instant since, String text) {}

    @GetMapping
    List<View> all(Locale locale) {
        return switchboard.nodes().stream().map(node -> view(node, locale)).toList();
    }

    private View view(Node node, Locale locale) {
        var account = node.account();
        return new View(
                node.name(),
                node.state(),
                node.calls(),
                node.capacity(),
                node.since(),
                node.trunk() instanceof TrunkState.Down down ? words.of(down.why(), locale) : null,
                account == null
                        ? null
                        : new Account(
                                account.state(),
                                account.sip(),
                                account.since(),
                                words.of("trunk." + account.code(), locale, account.sip())));
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
