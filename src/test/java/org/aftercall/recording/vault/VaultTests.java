package org.aftercall.recording.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.aftercall.recording.StoreDown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One contract, two stores: the one in this process, and a real MinIO server. */
class VaultTests {
    @TempDir static Path folder;

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Contract {
        final MasterKey master = new MasterKey(new byte[MasterKey.BYTES]);
        final Random random = new Random(7);

        abstract ObjectStore store();

        final Vault vault() {
            return new Vault(store(), ring(master));
        }

        @Test
        void whatGoesInComesOut() throws IOException {
            for (int size : new int[] {1, 16_384, 100_000, 6_000_000}) {
                var kept = keep(size);
                try (var back = kept.open(0, size)) {
                    assertThat(back.readAllBytes()).isEqualTo(kept.plain());
                }
            }
        }

        @Test
        void anyStretchIsTheSameAsOfTheWhole() throws IOException {
            var kept = keep(300_000);
            for (int i = 0; i < 60; i++) {
                int from = random.nextInt(300_000);
                int until = from + 1 + random.nextInt(300_000 - from);
                try (var back = kept.open(from, until)) {
                    assertThat(back.readNBytes(until - from))
                            .isEqualTo(Arrays.copyOfRange(kept.plain(), from, until));
                }
            }
        }

        @Test
        void readingOnBehindTheExpectedEndWorks() throws IOException {
            var kept = keep(200_000);
            try (var back = kept.open(1000, 1001)) {
                assertThat(back.readAllBytes())
                        .isEqualTo(Arrays.copyOfRange(kept.plain(), 1000, 200_000));
            }
        }

        @Test
        void nothingReadableLiesInTheStore() throws IOException {
            var kept = keep(50_000);
            try (var raw = store().get("recordings/" + kept.owner(), 0, kept.sealedBytes())) {
                assertThat(indexOf(raw.readAllBytes(), Arrays.copyOf(kept.plain(), 12)))
                        .isNegative();
            }
        }

        @Test
        void aFlippedBitAnywhereIsRefused() throws IOException {
            var kept = keep(40_000);
            byte[] sealed;
            try (var raw = store().get("recordings/" + kept.owner(), 0, kept.sealedBytes())) {
                sealed = raw.readAllBytes();
            }
            for (int i = 0; i < 12; i++) {
                var flipped = sealed.clone();
                flipped[i == 0 ? 0 : random.nextInt(flipped.length)] ^= (byte) (1 << (i % 8));
                vault().put(kept.owner(), file(flipped));
                refuses(kept);
            }
        }

        @Test
        void aShortenedObjectIsRefused() throws IOException {
            var kept = keep(40_000);
            try (var raw = store().get("recordings/" + kept.owner(), 0, 16_384)) {
                vault().put(kept.owner(), file(raw.readAllBytes()));
            }
            refuses(kept);
            refuses(new Kept(kept.owner(), kept.key(), 16_384, kept.plain(), vault()));
        }

        @Test
        void anotherRecordingsObjectIsRefused() throws IOException {
            var mine = keep(1000);
            var other = keep(1000);
            try (var raw = store().get("recordings/" + other.owner(), 0, other.sealedBytes())) {
                vault().put(mine.owner(), file(raw.readAllBytes()));
            }
            refuses(mine);
        }

        @Test
        void aWrongMasterKeyOpensNothing() throws IOException {
            var kept = keep(1000);
            var foreign = new byte[MasterKey.BYTES];
            foreign[0] = 1;
            var stranger = new Vault(store(), ring(new MasterKey(foreign)));
            refuses(new Kept(kept.owner(), kept.key(), kept.sealedBytes(), kept.plain(), stranger));
        }

        @Test
        void whatIsGoneIsRefusedAndCanBePutAgain() throws IOException {
            var kept = keep(1000);
            assertThat(vault().has(kept.owner())).isTrue();
            vault().remove(kept.owner());
            vault().remove(kept.owner());
            assertThat(vault().has(kept.owner())).isFalse();
            refuses(kept);
        }

        @Test
        void aStoreThatWorksProvesItAndNothingOfTheProofIsLeft() {
            assertThat(vault().whyUseless()).isEmpty();
            assertThat(store().sizes("checks/")).isEmpty();
        }

        private void refuses(Kept kept) {
            assertThatThrownBy(
                            () -> {
                                try (var back = kept.open(0, Long.MAX_VALUE)) {
                                    back.readAllBytes();
                                }
                            })
                    .isInstanceOf(BrokenSeal.class);
        }

        private Kept keep(int size) throws IOException {
            var owner = UUID.randomUUID();
            var key = vault().newKey(owner);
            var plain = new byte[size];
            random.nextBytes(plain);
            var draft = folder.resolve(owner.toString());
            try (var out = vault().seal(owner, key, Files.newOutputStream(draft))) {
                out.write(plain);
            }
            vault().put(owner, draft);
            return new Kept(owner, key, Files.size(draft), plain, vault());
        }

        private Path file(byte[] bytes) throws IOException {
            return Files.write(folder.resolve(UUID.randomUUID().toString()), bytes);
        }

        private static int indexOf(byte[] in, byte[] what) {
            for (int i = 0; i + what.length <= in.length; i++) {
                if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private record Kept(UUID owner, SealedKey key, long sealedBytes, byte[] plain, Vault vault) {
        InputStream open(long from, long until) throws IOException {
            return vault.open(owner, key, sealedBytes, from, until);
        }
    }

    @Nested
    class InThisProcess extends Contract {
        private HouseStore house;
        private ObjectStore store;

        @Override
        ObjectStore store() {
            return store;
        }

        @BeforeAll
        void open() {
            house = new HouseStore(folder.resolve("objects"));
            store = new ObjectStore(settings(null, ""), house);
        }

        @AfterAll
        void close() throws Exception {
            house.close();
        }
    }

    @Nested
    class OnARealMinio extends Contract {
        private MinioServer server;
        private ObjectStore store;

        @Override
        ObjectStore store() {
            return store;
        }

        @BeforeAll
        void start() throws IOException {
            server = MinioServer.start(folder.resolve("server"));
            store =
                    new ObjectStore(
                            settings(server.endpoint(), MinioServer.SECRET),
                            new HouseStore(folder));
        }

        @AfterAll
        void stop() throws InterruptedException {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    void aStoreThatIsAwayIsSaidToBeAway() {
        int port = MinioServer.freePort();
        var vault =
                new Vault(
                        new ObjectStore(
                                settings("http://127.0.0.1:" + port, "x"), new HouseStore(folder)),
                        ring(new MasterKey(new byte[MasterKey.BYTES])));
        assertThatThrownBy(vault::check).isInstanceOf(StoreDown.class);
        assertThatThrownBy(
                        () -> vault.put(UUID.randomUUID(), Files.createFile(folder.resolve("x"))))
                .isInstanceOf(StoreDown.class);
        assertThat(vault.whyUseless()).get().asString().startsWith("takes nothing: ");
    }

    @Test
    void aStoreThatForgetsWhatItTookIsFoundOut() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", VaultTests::forget);
        server.start();
        try {
            var endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
            var vault =
                    new Vault(
                            new ObjectStore(settings(endpoint, "x"), new HouseStore(folder)),
                            ring(new MasterKey(new byte[MasterKey.BYTES])));
            assertThat(vault.whyUseless())
                    .get()
                    .asString()
                    .startsWith("does not give back what it took: ");
        } finally {
            server.stop(0);
        }
    }

    private static void forget(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "HEAD" -> exchange.sendResponseHeaders(200, -1);
                case "PUT" -> {
                    exchange.getResponseHeaders().add("ETag", "\"0\"");
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> {
                    var none = "<Error><Code>NoSuchKey</Code></Error>".getBytes(UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/xml");
                    exchange.sendResponseHeaders(404, none.length);
                    exchange.getResponseBody().write(none);
                }
            }
        }
    }

    private static Keyring ring(MasterKey key) {
        return new Keyring(List.of(new GivenKeys(key)));
    }

    private static StoreSettings settings(@Nullable String endpoint, String secret) {
        return new StoreSettings(
                endpoint, "aftercall", secret, "aftercall", "us-east-1", StoreSettings.Lock.NONE);
    }
}
