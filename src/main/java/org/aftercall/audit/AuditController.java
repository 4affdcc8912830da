package org.aftercall.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading the trail. */
@RestController
@RequestMapping("/api/v1/audit")
@PreAuthorize("hasAuthority('audit.read')")
class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    record Page(List<Line> items, @Nullable String next) {}

    record Line(
            String at,
            String who,
            String action,
            String subjectType,
            @Nullable String subjectId,
            String detail) {}

    @GetMapping
    Page page(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable Long cursor,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable UUID subject) {
        var size = Math.clamp(limit, 1, 200);
        var rows = trail.read(cursor == null ? Long.MAX_VALUE : cursor, size, who, action, subject);
        return new Page(
                rows.stream()
                        .map(r ->
                                new Line(
                                        r.at().toString(),
                                        r.login(),
                                        r.action(),
                                        r.subjectType(),
                                        r.subject() == null ? null : r.subject().toString(),
                                        r.detail()))
                        .toList(),
                rows.size() < size ? null : String.valueOf(rows.getLast().seq()));
    }
}
