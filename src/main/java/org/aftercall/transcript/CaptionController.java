package org.aftercall.transcript;

import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was said so far, for a screen that was not there from the beginning. */
@RestController
@RequestMapping("/api/v1/calls/{id}/captions")
@PreAuthorize("hasAuthority('call')")
class CaptionController {
    private final Captions captions;
    private final Hearers hearers;
    private final AuditTrail audit;

    CaptionController(Captions captions, Hearers hearers, AuditTrail audit) {
        this.captions = captions;
        this.hearers = hearers;
        this.audit = audit;
    }

    record LineView(int seq, Speaker speaker, int fromMs, String text, boolean done) {}

    /**
     * @param on whether this talk is listened to
     */
    record CaptionsView(boolean on, List<LineView> lines) {}

    @GetMapping
    CaptionsView of(@PathVariable UUID id) {
        var call = new CallId(id);
        hearers.check(call);
        var lines = captions.of(call);
        if (lines.isPresent()) {
            audit.note("caption.read", "call", id, null);
        }
        return new CaptionsView(
                lines.isPresent(),
                lines.orElse(List.of()).stream()
                        .map(c ->
                                new LineView(c.seq(), c.speaker(), c.fromMs(), c.text(), c.done()))
                        .toList());
    }
}
