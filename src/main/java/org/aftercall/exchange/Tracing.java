package org.aftercall.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.media.Specimen;
import org.springframework.stereotype.Service;

/** Finds out whose copy a sound is, by comparing it with the mark of each that was handed out. */
@Service
class Tracing {
    private static final int FRAMES_PER_MS = 8;
    private static final int LEAST_SECONDS = 3;

    /** Of what is erased we no longer know how long it was. */
    private static final long UNKNOWN_MS = 3_600_000;

    private final Exports exports;
    private final Recordings recordings;
    private final AuditTrail trail;
    // A search takes a processor and some 50 MB.
    private final Semaphore oneAtATime = new Semaphore(1);

    Tracing(Exports exports, Recordings recordings, AuditTrail trail) {
        this.exports = exports;
        this.recordings = recordings;
        this.trail = trail;
    }

    /** What is told while it goes on; the last one is {@link Taken} or {@link Nobodys}. */
    sealed interface Said {
        /** How far it is. */
        record Compared(int compared, int of) implements Said {}

        /**
         * @param fromMs where in the recording the piece begins in which the mark was found
         */
        record Taken(
                UUID export, String who, Instant at, String reason, boolean masked, long fromMs)
                implements Said {}

        /**
         * No mark was found in it.
         *
         * @param seconds of voice that were searched
         */
        record Nobodys(int compared, int seconds) implements Said {}
    }

    /** Who is told. */
    interface Listener {
        /**
         * @throws IOException when she is gone, which ends the search
         */
        void told(Said said) throws IOException;
    }

    /**
     * @param copy is closed
     * @throws Refusal when it is no sound, when there is too little voice in it, or when another
     *     search is going on
     */
    void trace(InputStream copy, Listener listener) throws IOException {
        if (!oneAtATime.tryAcquire()) {
            throw new Refusal(Kind.CONFLICT, "export.tracing");
        }
        try {
            search(read(copy), listener);
        } finally {
            oneAtATime.release();
        }
    }

    private void search(Specimen specimen, Listener listener) throws IOException {
        var all = exports.all();
        int compared = 0;
        for (var export : all) {
            listener.told(new Said.Compared(compared++, all.size()));
            var found = specimen.find(exports.mark(export.id()), longest(export));
            if (found.isPresent()) {
                trail.note("export.trace", "export", export.id(), null);
                listener.told(
                        new Said.Taken(
                                export.id(),
                                export.who(),
                                export.at(),
                                export.reason(),
                                export.masked(),
                                Math.max(0, found.getAsLong() / FRAMES_PER_MS)));
                return;
            }
        }
        listener.told(new Said.Nobodys(all.size(), specimen.voicedSeconds()));
    }

    private static Specimen read(InputStream copy) {
        Specimen specimen;
        try {
            specimen = Specimen.of(copy);
        } catch (IOException unreadable) {
            throw new Refusal(Kind.INVALID, "export.unreadable");
        }
        if (specimen.voicedSeconds() < LEAST_SECONDS) {
            throw new Refusal(Kind.INVALID, "export.tooLittle", LEAST_SECONDS);
        }
        return specimen;
    }

    /** Each sound of a parcel bears the mark from its beginning. */
    private long longest(Exports.Export export) {
        return FRAMES_PER_MS
                * export.recordings().stream()
                        .mapToLong(id ->
                                recordings
                                        .find(new RecordingId(id))
                                        .map(Recording::state)
                                        .map(Tracing::length)
                                        .orElse(UNKNOWN_MS))
                        .max()
                        .orElse(0);
    }

    private static long length(Recording.State state) {
        return switch (state) {
            case Recording.State.Stored stored -> stored.durationMs();
            case Recording.State.Erased _ -> UNKNOWN_MS;
            case Recording.State.Waiting _, Recording.State.Empty _, Recording.State.Lost _ -> 0;
        };
    }
}
