package org.aftercall.script;

import java.time.Instant;
import java.util.List;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The house's own words for worry, anger, grief and refusal. */
@RestController
@RequestMapping("/api/v1/situations")
@PreAuthorize("hasAuthority('script.write')")
class SituationController {
    private final Situations situations;
    private final AuditTrail audit;

    SituationController(Situations situations, AuditTrail audit) {
        this.situations = situations;
        this.audit = audit;
    }

    /**
     * @param version 0 as long as the house says what the application came with
     * @param situation in both languages
     * @param shipped what the application came with
     * @param editions the newest first
     */
    record View(
            int version,
            JsonNode situation,
            JsonNode shipped,
            @Nullable Instant at,
            @Nullable String by,
            List<Situations.Before> editions) {}

    record Earlier(int version, JsonNode situation) {}

    @GetMapping
    ResponseEntity<View> now() {
        return view(situations.now());
    }

    @GetMapping("/{version}")
    Earlier earlier(@PathVariable int version) {
        return new Earlier(version, situations.get(version).said());
    }

    @PutMapping
    ResponseEntity<View> write(
            @RequestHeader(value = "If-Match", required = false) @Nullable String match,
            @RequestBody String text) {
        var house = situations.write(Documents.sent(text), seen(match), CurrentUser.get().id());
        audit.note("situation.write", "situation", null, null, "v" + house.version());
        return view(house);
    }

    private ResponseEntity<View> view(Situations.House house) {
        return ResponseEntity.ok()
                .eTag("\"" + house.version() + "\"")
                .body(
                        new View(
                                house.version(),
                                house.said(),
                                situations.shipped(),
                                house.at(),
                                house.by(),
                                situations.editions()));
    }

    private static int seen(@Nullable String match) {
        if (match == null) {
            throw new Refusal(Kind.UNCONDITIONAL, "situation.ifMatch");
        }
        try {
            return Integer.parseInt(match.replace("\"", "").replace("W/", "").strip());
        } catch (NumberFormatException e) {
            throw new Refusal(Kind.STALE, "situation.stale");
        }
    }
}
