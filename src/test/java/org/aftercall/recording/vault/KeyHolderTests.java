package org.aftercall.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.KeysDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One contract, three places where master keys are: a file, the environment, a key server. */
class KeyHolderTests {
    @TempDir static Path folder;

    abstract static class Contract {
        static final byte[] OWNER = {1, 2, 3};
        static final byte[] DATA_KEY = new byte[32];

        abstract KeyHolder holder();

        /** Whoever may, makes a new key. */
        abstract KeyHolder rotated();

        @Test
        void whatItLocksItOpensAndOnlyForItsOwner() throws BrokenSeal {
            var sealed = holder().lock(DATA_KEY, OWNER);
            assertThat(sealed.master()).isEqualTo(holder().current());
            assertThat(holder().holds(sealed.master())).isTrue();
            assertThat(holder().unlock(sealed, OWNER)).isEqualTo(DATA_KEY);
            assertThatThrownBy(() -> holder().unlock(sealed, new byte[] {9}))
                    .isInstanceOf(BrokenSeal.class);
        }

        @Test
        void aNewKeyLocksAndTheEarlierOneStillOpens() throws BrokenSeal {
            var before = holder().lock(DATA_KEY, OWNER);
            var after = rotated();
            var fresh = after.lock(DATA_KEY, OWNER);
            assertThat(fresh.master()).isNotEqualTo(before.master()).isEqualTo(after.current());
            assertThat(after.unlock(before, OWNER)).isEqualTo(DATA_KEY);
            assertThat(after.unlock(fresh, OWNER)).isEqualTo(DATA_KEY);
        }

        @Test
        void theOneThatLocksIsTheLastOfThemAndIsNeverDestroyed() {
            var after = rotated();
            assertThat(after.masters()).hasSize(2).last().isEqualTo(after.current());
            assertThatThrownBy(() -> after.destroy(after.current()))
                    .isInstanceOfSatisfying(
                            Refusal.class, r -> assertThat(r.code()).isEqualTo("keys.operators"));
            assertThat(after.masters()).hasSize(2);
        }

        @Test
        void whatAnotherLockedIsNotItsOwn() {
            assertThat(holder().holds("feedbeefcafe0123")).isFalse();
        }

        @Test
        void itTellsWhereItIsButNoKey() {
            assertThat(holder().words()).isNotBlank().hasSizeLessThan(40);
        }
    }

    @Nested
    class InAFile extends Contract {
        private final Path file = folder.resolve("keys-" + System.nanoTime()).resolve("master.key");
        private final AtomicBoolean sealed = new AtomicBoolean();
        private final FileKeys keys = new FileKeys(file, sealed::get);

        @Override
        KeyHolder holder() {
            return keys;
        }

        @Override
        KeyHolder rotated() {
            keys.rotate();
            return keys;
        }

        @Test
        void theFileIsForUsOnlyAlsoAfterRotation() throws IOException {
            var first = keys.current();
            keys.rotate();
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.readAllLines(file)).hasSize(2);
            assertThat(new FileKeys(file, sealed::get).holds(first)).isTrue();
        }

        @Test
        void aDestroyedKeyLeavesNoLineBehindNotEvenOnTheDisk() throws Exception {
            var before = keys.lock(DATA_KEY, OWNER);
            keys.rotate();
            var fresh = keys.lock(DATA_KEY, OWNER);
            var line = Files.readAllLines(file).getFirst();
            // Another name of the same place on the disk.
            var trace = Files.createLink(file.resolveSibling("trace"), file);
            keys.destroy(before.master());
            assertThat(Files.readString(file)).doesNotContain(line);
            assertThat(Files.readAllBytes(trace)).containsOnly(0);
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(keys.masters()).containsExactly(fresh.master());
            assertThatThrownBy(() -> keys.unlock(before, OWNER)).isInstanceOf(BrokenSeal.class);
            assertThat(new FileKeys(file, sealed::get).unlock(fresh, OWNER)).isEqualTo(DATA_KEY);
        }

        @Test
        void aFileThatWasChangedByAnotherIsReadAnew() throws IOException {
            var before = keys.lock(DATA_KEY, OWNER);
            new FileKeys(file, sealed::get).rotate();
            assertThat(keys.current()).isNotEqualTo(before.master());
            assertThat(keys.unlock(before, OWNER)).isEqualTo(DATA_KEY);
        }

        @Test
        void aLostFileIsNeverReplacedWhileSomethingIsSealed() throws IOException {
            var before = keys.lock(DATA_KEY, OWNER);
            var copy = Files.readString(file);
            sealed.set(true);
            Files.delete(file);
            assertThatThrownBy(() -> keys.lock(DATA_KEY, OWNER)).isInstanceOf(KeysDown.class);
            assertThatThrownBy(() -> keys.unlock(before, OWNER)).isInstanceOf(KeysDown.class);
            assertThatThrownBy(keys::rotate).isInstanceOf(KeysDown.class);
            assertThat(file).doesNotExist();
            Files.writeString(file, "not a key");
            assertThatThrownBy(keys::current).isInstanceOf(KeysDown.class);
            Files.writeString(file, copy);
            assertThat(keys.unlock(before, OWNER)).isEqualTo(DATA_KEY);
        }
    }

    @Nested
    class InTheEnvironment extends Contract {
        private static final String ONE = Base64.getEncoder().encodeToString(new byte[32]);
        private static final String TWO =
                Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

        @Override
        KeyHolder holder() {
            return new GivenKeys(ONE);
        }

        @Override
        KeyHolder rotated() {
            return new GivenKeys(ONE + "," + TWO);
        }

        @Test
        void onlyTheOperatorRotatesIt() {
            assertThatThrownBy(() -> holder().rotate())
                    .isInstanceOfSatisfying(
                            Refusal.class, r -> assertThat(r.code()).isEqualTo("keys.given"));
        }
    }

    @Nested
    class OnAKeyServer extends Contract {
        private final KeyServer server = new KeyServer();
        private final TransitKeys keys = new TransitKeys(settings(server, KeyServer.TOKEN));

        @AfterEach
        void close() {
            server.close();
        }

        @Override
        KeyHolder holder() {
            return keys;
        }

        @Override
        KeyHolder rotated() {
            keys.rotate();
            return keys;
        }

        @Test
        void aVersionThatItsOperatorTrimmedIsNotHereAnyMore() {
            keys.rotate();
            assertThat(keys.masters()).containsExactly("kms:aftercall:v1", "kms:aftercall:v2");
            server.trim(2);
            assertThat(keys.masters()).containsExactly("kms:aftercall:v2");
        }

        @Test
        void whileItIsAwayNothingOpensAndNothingIsLocked() throws BrokenSeal {
            var sealed = keys.lock(DATA_KEY, OWNER);
            server.away();
            assertThatThrownBy(() -> keys.unlock(sealed, OWNER)).isInstanceOf(KeysDown.class);
            assertThatThrownBy(() -> keys.lock(DATA_KEY, OWNER)).isInstanceOf(KeysDown.class);
            assertThatThrownBy(keys::current).isInstanceOf(KeysDown.class);
            server.back();
            assertThat(keys.unlock(sealed, OWNER)).isEqualTo(DATA_KEY);
        }

        @Test
        void aTokenThatMayNotIsNoKey() {
            var stranger = new TransitKeys(settings(server, "another"));
            assertThatThrownBy(() -> stranger.lock(DATA_KEY, OWNER))
                    .isInstanceOf(KeysDown.class)
                    .hasMessageContaining("403");
        }
    }

    /** What the operator goes through who moves from the file to a key server. */
    @Test
    void aHouseThatMovesToAKeyServerStillOpensWhatItsFileLocked() throws BrokenSeal {
        var file = new FileKeys(folder.resolve("moved").resolve("master.key"), () -> false);
        var before = file.lock(Contract.DATA_KEY, Contract.OWNER);
        try (var server = new KeyServer()) {
            var ring =
                    new Keyring(List.of(new TransitKeys(settings(server, KeyServer.TOKEN)), file));
            assertThat(ring.unlock(before, Contract.OWNER)).isEqualTo(Contract.DATA_KEY);
            var after = ring.lock(ring.unlock(before, Contract.OWNER), Contract.OWNER);
            assertThat(after.master()).isEqualTo("kms:aftercall:v1");
            assertThat(ring.unlock(after, Contract.OWNER)).isEqualTo(Contract.DATA_KEY);
            // The file alone cannot open it any more.
            assertThatThrownBy(() -> new Keyring(List.of(file)).unlock(after, Contract.OWNER))
                    .isInstanceOf(BrokenSeal.class);
        }
    }

    private static KeySettings settings(KeyServer server, String token) {
        return new KeySettings(server.address(), "transit", "aftercall", token);
    }
}
