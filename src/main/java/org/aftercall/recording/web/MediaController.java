package org.aftercall.recording.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.StoreDown;
import org.aftercall.recording.vault.BrokenSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The sound, whole or by one range; each play is in the trail before its first byte. */
@RestController
@PreAuthorize("hasAuthority('recording.play')")
class MediaController {
    private static final Logger log = LoggerFactory.getLogger(MediaController.class);
    private static final int BUFFER = 16 * 1024;

    private final Recordings recordings;

    MediaController(Recordings recordings) {
        this.recordings = recordings;
    }

    @GetMapping("/api/v1/recordings/{id}/media")
    void media(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var recording = recordings.visible(new RecordingId(id));
        if (!(recording.state() instanceof Recording.State.Stored stored)) {
            throw new Refusal(Kind.NOT_FOUND, "recording.noSound");
        }
        long size = stored.bytes();
        var wish = ByteRange.read(request.getHeader(HttpHeaders.RANGE), size);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        switch (wish) {
            case ByteRange.Wish.Impossible() -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            }
            case ByteRange.Wish.Whole() ->
                    send(
                            recording.id(),
                            new Answer(new ByteRange(0, size), size, 200),
                            request,
                            response);
            case ByteRange.Wish.Part(var range) ->
                    send(recording.id(), new Answer(range, size, 206), request, response);
        }
    }

    private record Answer(ByteRange range, long size, int status) {
        void promise(HttpServletResponse response) {
            response.setStatus(status);
            response.setContentType("audio/ogg");
            response.setContentLengthLong(range.length());
            if (status == HttpServletResponse.SC_PARTIAL_CONTENT) {
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes " + range.from() + "-" + (range.until() - 1) + "/" + size);
            }
        }
    }

    private void send(
            RecordingId id, Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            answer.promise(response);
            return;
        }
        var range = answer.range();
        var buffer = new byte[BUFFER];
        try (var sound = recordings.play(id, range.from(), range.until())) {
            long left = range.length();
            // Before anything is promised, so that a broken seal is an error and not half a file.
            int got = sound.readNBytes(buffer, 0, (int) Math.min(left, BUFFER));
            answer.promise(response);
            while (got > 0) {
                response.getOutputStream().write(buffer, 0, got);
                left -= got;
                got = left == 0 ? 0 : sound.read(buffer, 0, (int) Math.min(left, BUFFER));
            }
            if (left > 0) {
                throw new BrokenSeal("The sound ends " + left + " bytes too early");
            }
        } catch (StoreDown e) {
            if (response.isCommitted()) {
                throw new IOException(e);
            }
            throw Recordings.storeDown(e);
        } catch (BrokenSeal e) {
            log.error("Recording {} is not what was stored", id.value(), e);
            if (response.isCommitted()) {
                throw e;
            }
            throw new Refusal(Kind.UNAVAILABLE, "recording.broken");
        }
    }
}
