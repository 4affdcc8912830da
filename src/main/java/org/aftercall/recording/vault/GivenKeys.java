package org.aftercall.recording.vault;

import java.util.List;
import org.aftercall.kernel.Refusal;

/** Master keys that were handed to us in the environment; only the operator changes them. */
final class GivenKeys implements KeyHolder {
    private final MasterKeys keys;

    GivenKeys(String text) {
        keys = MasterKeys.of(text);
    }

    GivenKeys(MasterKey key) {
        keys = new MasterKeys(List.of(key));
    }

    @Override
    public String words() {
        return "environment, " + keys.keys().size();
    }

    @Override
    public String current() {
        return keys.last().id();
    }

    @Override
    public List<String> masters() {
        return keys.ids();
    }

    @Override
    public boolean holds(String master) {
        return keys.holds(master);
    }

    @Override
    public SealedKey lock(byte[] dataKey, byte[] owner) {
        return keys.last().lock(dataKey, owner);
    }

    @Override
    public byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        return keys.unlock(key, owner);
    }

    @Override
    public void rotate() {
        throw new Refusal(Refusal.Kind.CONFLICT, "keys.given");
    }

    @Override
    public boolean ours() {
        return false;
    }

    @Override
    public void destroy(String master) {
        throw new Refusal(Refusal.Kind.CONFLICT, "keys.operators");
    }
}
