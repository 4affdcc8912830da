package org.aftercall.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.aftercall.recording.vault.BrokenSeal;
import org.aftercall.recording.vault.SealedKey;
import org.aftercall.recording.vault.Vault;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Tapes;

/**
 * Brings one tape into the vault. May be killed between any two steps and run again, also twice at
 * once: the tape is removed last, the key stays the same, and the same tape gives the same bytes.
 */
class Keeper {
    /** Where it can be killed. */
    enum Step {
        TAPE_CLOSED,
        SEALED,
        PUT,
        VERIFIED,
        COMMITTED,
        TAPE_REMOVED
    }

    private final Shelf shelf;
    private final Tapes tapes;
    private final Vault vault;
    private final Workbench bench;
    private final Clock clock;
    private final Consumer<Step> passed;

    /**
     * @param drafts folder for sealed files on their way to the store
     */
    record Workbench(Path drafts, RecordingSettings settings, HeadStart headStart) {}

    Keeper(
            Shelf shelf,
            Tapes tapes,
            Vault vault,
            Workbench bench,
            Clock clock,
            Consumer<Step> passed) {
        this.shelf = shelf;
        this.tapes = tapes;
        this.vault = vault;
        this.bench = bench;
        this.clock = clock;
        this.passed = passed;
    }

    /** The tape is still being written: come back in a moment. */
    static final class NotYet extends RuntimeException {
        NotYet(String why) {
            super(why);
        }
    }

    /**
     * @throws NotYet when it is too early
     * @throws org.aftercall.recording.StoreDown when the store is away
     */
    void keep(Recording recording) throws IOException, InterruptedException {
        var tape = tapes.of(new LineId(recording.call().value()));
        var waiting = shelf.waiting(recording.id());
        if (waiting.isEmpty()) {
            if (tape.isPresent() && recording.state() instanceof Recording.State.Lost) {
                shelf.found(recording.id());
                waiting = shelf.waiting(recording.id());
            } else if (tape.isPresent()
                    && !(recording.state() instanceof Recording.State.Waiting)) {
                // We were killed between the commit and the removal.
                Files.deleteIfExists(tape.get());
                return;
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        if (tape.isEmpty()) {
            noTape(waiting.get());
            return;
        }
        awaitClosed(tape.get());
        passed.accept(Step.TAPE_CLOSED);
        keep(waiting.get(), tape.get());
    }

    private void noTape(RecordingRows.Waiting waiting) {
        var since = Duration.between(waiting.endedAt(), clock.instant());
        if (since.compareTo(bench.settings().tapeGrace()) < 0) {
            throw new NotYet("no tape yet");
        }
        shelf.lost(waiting.id(), waiting.call(), Recording.Reason.NO_TAPE);
    }

    private void awaitClosed(Path tape) throws IOException, InterruptedException {
        var tries = 50;
        while (OpenFiles.ask(tape) != OpenFiles.Answer.CLOSED) {
            // The file system's clock, not ours: only the distance counts.
            var quiet =
                    Duration.between(
                            Files.getLastModifiedTime(tape).toInstant(), java.time.Instant.now());
            if (quiet.compareTo(bench.settings().quiet()) >= 0) {
                return;
            }
            if (tries-- == 0) {
                throw new NotYet("the tape is still being written");
            }
            Thread.sleep(20);
        }
    }

    private void keep(RecordingRows.Waiting waiting, Path tape)
            throws IOException, InterruptedException {
        var id = waiting.id();
        try (var file = FileChannel.open(tape, StandardOpenOption.READ)) {
            file.force(true);
        }
        // A lone WAV header is 44 bytes: what an empty recording of the switchboard may look like.
        if (Files.size(tape) <= 44) {
            empty(waiting, tape, Recording.Reason.NO_SAMPLES);
            return;
        }
        var own = shelf.key(id, vault.newKey(id.value()));
        if (own.isEmpty()) {
            // Another application was first.
            return;
        }
        var key = own.get();
        var silent = shelf.silent(id);
        var ahead = bench.headStart().take(id, tape, silent);
        try (var draft =
                ahead.isPresent() ? ahead.get() : Draft.begin(bench.drafts(), id, key, vault)) {
            draft.read(tape, Long.MAX_VALUE, silent);
            var kept = draft.finish();
            passed.accept(Step.SEALED);
            if (kept.heard().silent()) {
                empty(waiting, tape, Recording.Reason.SILENCE);
                return;
            }
            var until = shelf.keptUntil(id);
            boolean locked = vault.put(id.value(), draft.file(), until);
            passed.accept(Step.PUT);
            verify(id, key, kept);
            passed.accept(Step.VERIFIED);
            shelf.store(id, waiting.call(), kept, locked ? until : null);
            passed.accept(Step.COMMITTED);
        }
        Files.deleteIfExists(tape);
        passed.accept(Step.TAPE_REMOVED);
    }

    private void empty(RecordingRows.Waiting waiting, Path tape, Recording.Reason why)
            throws IOException {
        shelf.empty(waiting.id(), waiting.call(), why);
        Files.deleteIfExists(tape);
    }

    private void verify(RecordingId id, SealedKey key, Kept kept) throws IOException {
        var digest = sha256();
        try (var back =
                new DigestInputStream(vault.open(id.value(), key, kept.sealedBytes()), digest)) {
            back.transferTo(OutputStream.nullOutputStream());
        }
        if (!MessageDigest.isEqual(digest.digest(), kept.sha256())) {
            throw new BrokenSeal("The store gave back something else");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
