package org.aftercall.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.GetObjectRetentionArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.aftercall.recording.StillLocked;
import org.aftercall.recording.vault.StoreSettings.Lock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store itself refuses to delete before its time. */
class ObjectLockTests {
    @TempDir static Path folder;

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnARealMinio {
        private MinioServer server;
        private MinioClient owner;

        @BeforeAll
        void start() throws IOException {
            server = MinioServer.start(folder.resolve("server"));
            owner = server.client();
        }

        @AfterAll
        void stop() throws InterruptedException {
            if (server != null) {
                server.close();
            }
        }

        @ParameterizedTest
        @EnumSource(
                value = Lock.class,
                names = {"GOVERNANCE", "COMPLIANCE"})
        void beforeItsDateAnObjectStaysAndAfterwardsItGoesWithAllItsVersions(Lock mode)
                throws Exception {
            var vault = vault(mode.name().toLowerCase(java.util.Locale.ROOT), mode);
            assertThat(vault.lock()).isEqualTo(new Vault.Lock(mode.name(), true));
            var id = UUID.randomUUID();
            // A job that was killed between putting and committing puts again.
            assertThat(vault.put(id, file(), in(Duration.ofSeconds(4)))).isTrue();
            assertThat(vault.put(id, file(), in(Duration.ofSeconds(4)))).isTrue();
            assertThatThrownBy(() -> vault.remove(id)).isInstanceOf(StillLocked.class);
            assertThat(vault.has(id)).isTrue();
            assertThat(versions(mode, id)).hasSize(2);
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(StillLocked.class)
                    .until(() -> {
                        vault.remove(id);
                        return true;
                    });
            assertThat(vault.has(id)).isFalse();
            assertThat(versions(mode, id)).isEmpty();
            vault.remove(id);
        }

        @Test
        void governanceYieldsToWhoeverTheStoreAllowsAndComplianceToNobody() throws Exception {
            for (var mode : new Lock[] {Lock.GOVERNANCE, Lock.COMPLIANCE}) {
                var vault = vault("yield-" + mode.ordinal(), mode);
                var id = UUID.randomUUID();
                vault.put(id, file(), in(Duration.ofHours(1)));
                var version = versions("yield-" + mode.ordinal(), id).getFirst();
                var byForce =
                        RemoveObjectArgs.builder()
                                .bucket("yield-" + mode.ordinal())
                                .object("recordings/" + id)
                                .versionId(version)
                                .bypassGovernanceMode(true)
                                .build();
                if (mode == Lock.GOVERNANCE) {
                    owner.removeObject(byForce);
                    assertThat(vault.has(id)).isFalse();
                } else {
                    assertThatThrownBy(() -> owner.removeObject(byForce))
                            .isInstanceOf(ErrorResponseException.class);
                    assertThat(vault.has(id)).isTrue();
                }
            }
        }

        @Test
        void aDateIsMovedBackButNeverForward() throws Exception {
            var vault = vault("moved", Lock.COMPLIANCE);
            var id = UUID.randomUUID();
            vault.put(id, file(), in(Duration.ofHours(1)));
            var later = in(Duration.ofHours(5));
            assertThat(vault.extend(id, later)).isTrue();
            assertThat(until("moved", id)).isEqualTo(later);
            assertThat(vault.extend(id, in(Duration.ofHours(2)))).isFalse();
            assertThat(vault.extend(UUID.randomUUID(), later)).isFalse();
            assertThat(until("moved", id)).isEqualTo(later);
        }

        @Test
        void withoutADateNothingIsLocked() throws Exception {
            var vault = vault("dateless", Lock.COMPLIANCE);
            var id = UUID.randomUUID();
            assertThat(vault.put(id, file(), null)).isFalse();
            vault.remove(id);
            assertThat(versions("dateless", id)).isEmpty();
        }

        @Test
        void aBucketThatCannotLockKeepsThemWithoutAndSaysSo() throws Exception {
            owner.makeBucket(MakeBucketArgs.builder().bucket("plain").build());
            var vault = vault("plain", Lock.COMPLIANCE);
            assertThat(vault.lock()).isEqualTo(new Vault.Lock("COMPLIANCE", false));
            var id = UUID.randomUUID();
            assertThat(vault.put(id, file(), in(Duration.ofHours(1)))).isFalse();
            vault.remove(id);
            assertThat(vault.has(id)).isFalse();
        }

        @Test
        void whoDoesNotAskForLocksHasNone() throws Exception {
            vault("unasked", Lock.GOVERNANCE).lock();
            var vault = vault("unasked", Lock.NONE);
            assertThat(vault.lock().used()).isFalse();
            assertThat(vault.lock().there()).isTrue();
            var id = UUID.randomUUID();
            assertThat(vault.put(id, file(), in(Duration.ofHours(1)))).isFalse();
            vault.remove(id);
            // No marker that hides it: it is gone.
            assertThat(versions("unasked", id)).isEmpty();
        }

        private Vault vault(String bucket, Lock lock) {
            return ObjectLockTests.vault(
                    new StoreSettings(
                            server.endpoint(),
                            MinioServer.USER,
                            MinioServer.SECRET,
                            bucket,
                            null,
                            lock));
        }

        private List<String> versions(Lock mode, UUID id) throws Exception {
            return versions(mode.name().toLowerCase(java.util.Locale.ROOT), id);
        }

        private List<String> versions(String bucket, UUID id) throws Exception {
            var all = new ArrayList<String>();
            for (var one :
                    owner.listObjects(
                            ListObjectsArgs.builder()
                                    .bucket(bucket)
                                    .prefix("recordings/" + id)
                                    .includeVersions(true)
                                    .build())) {
                all.add(one.get().versionId());
            }
            return all;
        }

        private Instant until(String bucket, UUID id) throws Exception {
            return owner.getObjectRetention(
                            GetObjectRetentionArgs.builder()
                                    .bucket(bucket)
                                    .object("recordings/" + id)
                                    .build())
                    .retainUntilDate()
                    .toInstant();
        }
    }

    @Test
    void theStoreInThisProcessHasNoLockKeepsAllTheSameAndSaysSo() throws Exception {
        try (var house = new HouseStore(folder.resolve("objects"))) {
            var vault =
                    vault(
                            new StoreSettings(
                                    null, "house", "", "aftercall", null, Lock.COMPLIANCE),
                            house);
            assertThat(vault.lock()).isEqualTo(new Vault.Lock("COMPLIANCE", false));
            var id = UUID.randomUUID();
            assertThat(vault.put(id, file(), in(Duration.ofHours(1)))).isFalse();
            assertThat(vault.has(id)).isTrue();
            vault.remove(id);
            assertThat(vault.has(id)).isFalse();
        }
    }

    private static Vault vault(StoreSettings settings) {
        return vault(settings, new HouseStore(folder));
    }

    private static Vault vault(StoreSettings settings, HouseStore house) {
        return new Vault(
                new ObjectStore(settings, house),
                new Keyring(List.of(new GivenKeys(new MasterKey(new byte[MasterKey.BYTES])))));
    }

    private static Path file() throws IOException {
        return Files.writeString(Files.createTempFile(folder, "any", ""), "sealed");
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
    }
}
