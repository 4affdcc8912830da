package org.aftercall.recording.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Plays;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Rendition;
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

/**
 * The sound, whole or by one range, as far as she may hear it; each play is in the trail before its
 * first byte.
 */
@RestController
@PreAuthorize("hasAuthority('recording.play')")
class MediaController {
    private static final Logger log = LoggerFactory.getLogger(MediaController.class);
    private static final int BUFFER = 16 * 1024;

    private final Recordings recordings;
    private final Plays plays;

    MediaController(Recordings recordings, Plays plays) {
        this.recordings = recordings;
        this.plays = plays;
    }

    @GetMapping("/api/v1/recordings/{id}/media")
    void media(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var recording = recordings.visible(new RecordingId(id));
        try {
            answer(recording, plays.forMe(recording), request, response);
        } catch (StoreDown e) {
            if (response.isCommitted()) {
                throw new IOException(e);
            }
            throw Recordings.storeDown(e);
        } catch (BrokenSeal e) {
            log.error("Recording {} is not what was stored", id, e);
            if (response.isCommitted()) {
                throw e;
            }
            throw new Refusal(Kind.UNAVAILABLE, "recording.broken");
        }
    }

    private void answer(
            Recording recording,
            Rendition sound,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Two stretches of two versions make no sound: a player that asks tells which one it has.
        response.setHeader(HttpHeaders.ETAG, etag(sound));
        response.setHeader("Repr-Digest", digest(sound));
        switch (wish(request, sound)) {
            case ByteRange.Wish.Impossible() -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + sound.size());
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            }
            case ByteRange.Wish.Whole() ->
                    send(
                            recording,
                            new Answer(sound, new ByteRange(0, sound.size()), 200),
                            request,
                            response);
            case ByteRange.Wish.Part(var range) ->
                    send(recording, new Answer(sound, range, 206), request, response);
        }
    }

    private static ByteRange.Wish wish(HttpServletRequest request, Rendition sound) {
        var known = request.getHeader(HttpHeaders.IF_RANGE);
        return known == null || known.equals(etag(sound))
                ? ByteRange.read(request.getHeader(HttpHeaders.RANGE), sound.size())
                : new ByteRange.Wish.Whole();
    }

    private static String etag(Rendition sound) {
        return "\"" + sound.sha256() + "\"";
    }

    /** Of the whole, as RFC 9530 writes it. */
    private static String digest(Rendition sound) {
        var hash = HexFormat.of().parseHex(sound.sha256());
        return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
    }

    private record Answer(Rendition sound, ByteRange range, int status) {
        void promise(HttpServletResponse response) {
            response.setStatus(status);
            response.setContentType("audio/ogg");
            response.setContentLengthLong(range.length());
            if (status == HttpServletResponse.SC_PARTIAL_CONTENT) {
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes " + range.from() + "-" + (range.until() - 1) + "/" + sound.size());
            }
        }
    }

    private void send(
            Recording recording,
            Answer answer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            answer.promise(response);
            return;
        }
        var range = answer.range();
        var buffer = new byte[BUFFER];
        try (var sound = plays.play(recording, answer.sound(), range.from(), range.until())) {
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
        }
    }
}
