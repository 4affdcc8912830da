package org.aftercall.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aftercall.recording.media.Tape;
import org.aftercall.recording.vault.Vault;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Tapes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes, measures and seals the tapes of long talks while they go on, so that only the last
 * seconds are left when they end. It is a help, never a condition: it lives in this process only,
 * and who does not find it, or finds that it does not fit, passes over the whole tape and gets the
 * same bytes.
 */
class HeadStart {
    private static final Logger log = LoggerFactory.getLogger(HeadStart.class);

    /** So long after they were spoken words are taken in: a pause is known by then. */
    private static final long BEHIND = 5L * Tape.RATE * Tape.FRAME_BYTES;

    /** No talk is so long; what is older was left by a process that was killed. */
    private static final Duration LEFT = Duration.ofDays(1);

    private final Shelf shelf;
    private final Tapes tapes;
    private final Vault vault;
    private final Path drafts;
    private final Duration after;
    private final Map<RecordingId, Draft> begun = new ConcurrentHashMap<>();

    /**
     * @param after how long a talk lasts before it is worth it; zero: never
     */
    HeadStart(Shelf shelf, Tapes tapes, Vault vault, Path drafts, Duration after) {
        this.shelf = shelf;
        this.tapes = tapes;
        this.vault = vault;
        this.drafts = drafts;
        this.after = after;
    }

    /** Takes in what has come to all tapes of talks that go on; to be called every few seconds. */
    void run() {
        if (after.isZero()) {
            return;
        }
        var talks = shelf.goingOn();
        for (var talk : talks) {
            tapes.of(new LineId(talk.call().value())).ifPresent(tape -> advance(talk.id(), tape));
        }
        drop(
                talks.stream().map(RecordingRows.Waiting::id).collect(Collectors.toSet()),
                id -> !shelf.isWaiting(id));
    }

    /** What was done ahead of this tape, if it still fits; it is the caller's then. */
    Optional<Draft> take(RecordingId id, Path tape, List<Tape.Stretch> silent) {
        var draft = begun.remove(id);
        if (draft == null) {
            return Optional.empty();
        }
        synchronized (draft) {
            try {
                if (draft.fits(tape, silent)) {
                    return Optional.of(draft);
                }
                log.info("Recording {}: what was done ahead does not fit any more", id.value());
            } catch (IOException e) {
                log.info("Recording {}: what was done ahead is of no use: {}", id.value(), e);
            }
            discard(draft);
            return Optional.empty();
        }
    }

    private void advance(RecordingId id, Path tape) {
        try {
            long end = Files.size(tape) - BEHIND;
            var known = begun.get(id);
            if (known == null && end < after.toSeconds() * Tape.RATE * Tape.FRAME_BYTES) {
                return;
            }
            var draft = known == null ? begin(id) : known;
            synchronized (draft) {
                if (begun.get(id) == draft) {
                    advance(id, draft, tape, end);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.info("Recording {} is not encoded ahead: {}", id.value(), String.valueOf(e));
        }
    }

    private void advance(RecordingId id, Draft draft, Path tape, long end) throws IOException {
        var silent = shelf.silent(id);
        boolean done = false;
        try {
            if (draft.fits(tape, silent)) {
                draft.read(tape, end, silent);
                done = true;
            }
        } finally {
            if (!done) {
                begun.remove(id);
                discard(draft);
            }
        }
    }

    private Draft begin(RecordingId id) throws IOException {
        var key =
                shelf.key(id, vault.newKey(id.value()))
                        .orElseThrow(() -> new IOException("it is kept already"));
        var draft = Draft.begin(drafts, id, key, vault);
        begun.put(id, draft);
        return draft;
    }

    /** Talks that are over, and that somebody else has kept, or nobody will. */
    private void drop(Set<RecordingId> live, Predicate<RecordingId> decided) {
        for (var id : begun.keySet()) {
            if (!live.contains(id) && decided.test(id)) {
                var draft = begun.remove(id);
                if (draft != null) {
                    synchronized (draft) {
                        discard(draft);
                    }
                }
            }
        }
    }

    /** Nothing of it outlives this process. */
    void end() {
        drop(Set.of(), _ -> true);
    }

    /** Removes what a killed process left; sealed, and of no use to anybody. */
    void clean() throws IOException {
        if (!Files.isDirectory(drafts)) {
            return;
        }
        var latest = Instant.now().minus(LEFT);
        try (var all = Files.list(drafts)) {
            for (var one : all.toList()) {
                if (Files.getLastModifiedTime(one).toInstant().isBefore(latest)) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    private static void discard(Draft draft) {
        try {
            draft.close();
        } catch (IOException e) {
            log.info("A draft was not closed: {}", String.valueOf(e));
        }
    }
}
