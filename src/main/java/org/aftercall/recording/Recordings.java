package org.aftercall.recording;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.media.OpusReader;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.CurrentUser;
import org.springframework.stereotype.Service;

/** All recordings. */
@Service
public class Recordings {
    private final RecordingRows rows;
    private final Vault vault;
    private final Ownership ownership;

    Recordings(RecordingRows rows, Ownership ownership, Vault vault) {
        this.rows = rows;
        this.ownership = ownership;
        this.vault = vault;
    }

    /** Says whose sound it is; before or after the call's end, as often as one likes. */
    public void label(CallId call, Recording.Label label) {
        rows.label(rows.expect(call), label);
    }

    /** Says whom and what it is about. */
    public void belongs(CallId call, Recording.Owner owner) {
        ownership.belongs(rows.expect(call), call, owner);
    }

    /** Says how the talk came out. */
    public void outcome(CallId call, String code) {
        ownership.outcome(call, code);
    }

    public Optional<Recording> find(RecordingId id) {
        return rows.find(id);
    }

    public Optional<Recording> of(CallId call) {
        return rows.of(List.of(call)).stream().findFirst();
    }

    public List<Recording> of(Collection<CallId> calls) {
        return rows.of(calls);
    }

    /** How many tapes of ended calls wait for the vault. */
    public int waiting() {
        return rows.countWaiting();
    }

    /** Whether the store answers; if not, why, for people and without secrets. */
    public Optional<String> whyStoreIsDown() {
        try {
            vault.check();
            return Optional.empty();
        } catch (StoreDown e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What both sides look like; empty until it is stored. */
    public Optional<Profiles> profiles(RecordingId id) {
        return rows.profiles(id);
    }

    /**
     * For the signed-in person: the recording, if she may know of it.
     *
     * @throws Refusal when there is none, or it is outside her scope
     */
    public Recording visible(RecordingId id) {
        var recording =
                rows.find(id).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "recording.unknown"));
        if (!recording.isIn(CurrentUser.get().scope())) {
            throw new Refusal(Kind.FORBIDDEN, "recording.scope");
        }
        return recording;
    }

    /** All about one stay in hospital, the oldest first. */
    public List<Recording> about(UUID stay) {
        return ownership.about(stay).stream().flatMap(id -> rows.find(id).stream()).toList();
    }

    /** How the store's absence is told to a person. */
    public static Refusal storeDown(StoreDown why) {
        var refusal = new Refusal(Kind.UNAVAILABLE, "store.down");
        refusal.initCause(why);
        return refusal;
    }

    /**
     * Opens the sound for a machine; no person hears it.
     *
     * @throws StoreDown when the store is away
     */
    public Optional<Sound> hear(RecordingId id) throws IOException {
        var key = rows.key(id);
        var size = rows.sealedBytes(id);
        var profiles = rows.profiles(id);
        if (key.isEmpty() || size.isEmpty() || profiles.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Sound(
                        new OpusReader(vault.open(id.value(), key.get(), size.get())),
                        profiles.get()));
    }
}
