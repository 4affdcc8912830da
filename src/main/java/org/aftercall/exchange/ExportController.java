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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

/** Takes a call, or all calls about a stay, out of the house; and finds out whose a copy is. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('recording.export')")
class ExportController {
    private final Exports exports;
    private final Recordings recordings;
    private final Tracing tracing;
    private final HouseSeal seal;

    ExportController(Exports exports, Recordings recordings, Tracing tracing, HouseSeal seal) {
        this.exports = exports;
        this.recordings = recordings;
        this.tracing = tracing;
        this.seal = seal;
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

    /** One line of JSON each: how far it is, at last what was found. */
    @PostMapping("/exports/trace")
    @PreAuthorize("hasAuthority('recording.govern')")
    void trace(@RequestParam("file") MultipartFile copy, HttpServletResponse response)
            throws IOException {
        tracing.trace(
                copy.getInputStream(),
                said -> {
                    response.setContentType("application/x-ndjson");
                    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    var out = response.getOutputStream();
                    out.write(JsonMapper.shared().writeValueAsBytes(said));
                    out.write('\n');
                    out.flush();
                });
    }

    /**
     * With which a parcel's signature is checked.
     *
     * @param sha256 of the key in its DER form, in hex
     */
    record PublicKey(String pem, String sha256) {}

    @GetMapping("/exports/public-key")
    @PreAuthorize("hasAuthority('recording.govern')")
    PublicKey publicKey() {
        return new PublicKey(seal.publicKey(), seal.fingerprint());
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
