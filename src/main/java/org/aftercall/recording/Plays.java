package org.aftercall.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Redactions.Version;
import org.aftercall.recording.media.Bleep;
import org.aftercall.recording.media.Content;
import org.aftercall.recording.media.RedactedCopy;
import org.aftercall.recording.media.Redaction;
import org.aftercall.recording.vault.BrokenSeal;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.CurrentUser;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** Listening to recordings: to the original, or to a copy with tones, by who listens. */
@Service
public class Plays {
    private static final int BUFFER = 64 * 1024;

    private final RecordingRows rows;
    private final Redactions redactions;
    private final Vault vault;
    private final Copies copies;
    private final AuditTrail trail;
    private final Patience patience;

    /** How long it is one play. */
    @Component
    record Patience(RecordingSettings settings, Clock clock) {}

    Plays(
            RecordingRows rows,
            Redactions redactions,
            Vault vault,
            Copies copies,
            AuditTrail trail,
            Patience patience) {
        this.rows = rows;
        this.redactions = redactions;
        this.vault = vault;
        this.copies = copies;
        this.trail = trail;
        this.patience = patience;
    }

    /**
     * What the signed-in person hears of it; nothing is noted yet.
     *
     * @throws Refusal not stored, withheld from her, or store or keys are away
     * @throws BrokenSeal when it is not what was stored
     */
    public Rendition forMe(Recording recording) throws IOException {
        return rendition(recording, redactions.forMe(recording.id()));
    }

    /**
     * For a copy that leaves the house; whoever asks has noted it in the trail.
     *
     * @param masked whether words are to be covered even if she may hear them
     * @throws Refusal not stored, withheld, or store or keys are away
     * @throws BrokenSeal when it is not what was stored
     */
    public InputStream forExport(Recording recording, boolean masked) throws IOException {
        var version =
                masked ? redactions.covered(recording.id()) : redactions.forMe(recording.id());
        return told(() -> rendition(recording, version).open(0, Long.MAX_VALUE));
    }

    /**
     * Opens it for the signed-in person from byte {@code from}; noted in the trail before this
     * returns. Ranges that follow within {@code aftercall.recording.same-play} belong to the same
     * play; from byte 0, or of another version, it is always a new one.
     *
     * @param until where the reading will probably end, exclusive
     * @throws Refusal when store or keys are away
     * @throws BrokenSeal when it is not what was stored
     */
    public InputStream play(Recording recording, Rendition sound, long from, long until)
            throws IOException {
        var id = recording.id();
        var now = patience.clock().instant();
        var staff = CurrentUser.get().id().value();
        var version = sound.version().words();
        var since = now.minus(patience.settings().samePlay());
        if (from == 0 || !rows.playedSince(id, staff, version, since)) {
            var record = recording.label() == null ? "" : recording.label().record().toString();
            trail.note(
                    "recording.play",
                    "recording",
                    id.value(),
                    null,
                    "record=" + record + " version=" + version);
            rows.played(id, staff, version, now);
        }
        return told(() -> sound.open(from, until));
    }

    /** All that the signed-in person hears of it; noted in the trail. */
    public InputStream play(Recording recording) throws IOException {
        return play(recording, forMe(recording), 0, Long.MAX_VALUE);
    }

    private Rendition rendition(Recording recording, Version version) throws IOException {
        if (!(recording.state() instanceof Recording.State.Stored stored)) {
            throw new Refusal(Kind.NOT_FOUND, "recording.noSound");
        }
        var original = original(recording.id());
        return switch (version) {
            case Version.Withheld _ -> throw new Refusal(Kind.LOCKED, "recording.unsearched");
            case Version.Original _ ->
                    new Rendition(
                            recording.id(), version, stored.bytes(), stored.sha256(), original);
            case Version.Bleeped(var bleeps) -> {
                var copy =
                        told(() ->
                                copies.of(
                                        new Copies.Name(recording.id(), bleeps),
                                        () -> make(original, bleeps, stored.sha256())));
                yield new Rendition(
                        recording.id(),
                        version,
                        copy.size(),
                        HexFormat.of().formatHex(copy.sha256()),
                        (from, until) -> copy.open(from, until, original));
            }
        };
    }

    private Content original(RecordingId id) {
        var key = rows.key(id);
        var size = rows.sealedBytes(id);
        if (key.isEmpty() || size.isEmpty()) {
            throw new Refusal(Kind.NOT_FOUND, "recording.noSound");
        }
        return (from, until) -> vault.open(id.value(), key.get(), size.get(), from, until);
    }

    /** A copy is made of what was stored, or not at all. */
    private static RedactedCopy make(Content original, List<Bleep> bleeps, String sha256)
            throws IOException {
        var digest = sha256();
        try (var sound = original.open(0, Long.MAX_VALUE)) {
            var copy =
                    Redaction.of(
                            new BufferedInputStream(new DigestInputStream(sound, digest), BUFFER),
                            bleeps);
            if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                throw new BrokenSeal("It is not the recording that was stored");
            }
            return copy;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Opening<T> {
        T run() throws IOException;
    }

    private static <T> T told(Opening<T> opening) throws IOException {
        try {
            return opening.run();
        } catch (KeysDown e) {
            throw Keys.down(e);
        } catch (StoreDown e) {
            throw Recordings.storeDown(e);
        }
    }
}
