package org.aftercall.exchange;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Grounds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a call, or all calls about a stay, out of the house; and finds out whose a copy is. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('recording.export')")
class ExportController {
    private final Exports exports;
    private final Recordings recordings;

    ExportController(Exports exports, Recordings recordings) {
        this.exports = exports;
        this.recordings = recordings;
    }

    /**
     * @param masked whether numbers and addresses are covered; always for whom may not hear them
     */
    record Why(@Nullable String reason, @Nullable Boolean masked) {
        boolean covered() {
            return Boolean.TRUE.equals(masked) || !CurrentUser.get().may(Permission.SENSITIVE_READ);
        }
    }

    @PostMapping("/recordings/{id}/export")
    void one(@PathVariable UUID id, @RequestBody Why why, HttpServletResponse response)
            throws IOException {
        send(List.of(recordings.visible(new RecordingId(id))), why, "call-" + id, response);
    }

    @PostMapping("/stays/{id}/export")
    void stay(@PathVariable UUID id, @RequestBody Why why, HttpServletResponse response)
            throws IOException {
        var all = recordings.about(id).stream().map(r -> recordings.visible(r.id())).toList();
        if (all.isEmpty()) {
            throw new Refusal(Kind.NOT_FOUND, "recording.noneOf");
        }
        send(all, why, "stay-" + id, response);
    }

    record Taken(UUID export, String who, java.time.Instant at, String reason) {}

    @PostMapping("/exports/trace")
    Taken trace(@RequestParam("file") MultipartFile copy) throws IOException {
        try (var in = copy.getInputStream()) {
            return exports.trace(in)
                    .map(e -> new Taken(e.id(), e.who(), e.at(), e.reason()))
                    .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "export.nobodys"));
        } catch (IOException unreadable) {
            throw new Refusal(Kind.INVALID, "export.unreadable");
        }
    }

    private void send(List<Recording> all, Why why, String name, HttpServletResponse response)
            throws IOException {
        var export = exports.begin(all, Grounds.of(why.reason()), why.covered());
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        exports.write(export, all, response.getOutputStream());
    }
}
