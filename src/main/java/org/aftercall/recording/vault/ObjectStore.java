package org.aftercall.recording.vault;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.aftercall.recording.StoreDown;
import org.jspecify.annotations.Nullable;

/** A bucket of any S3 server; it may be away when we start and later. */
final class ObjectStore {
    private static final Set<String> NOT_THERE =
            Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject", "InvalidRange");

    private static final String OURS_ALREADY = "BucketAlreadyOwnedByYou";

    private final StoreSettings settings;
    private final HouseStore house;
    private final OkHttpClient http =
            new OkHttpClient.Builder()
                    .connectTimeout(Duration.ofSeconds(3))
                    .readTimeout(Duration.ofSeconds(20))
                    .writeTimeout(Duration.ofSeconds(20))
                    .build();
    private @Nullable MinioClient client;
    private volatile @Nullable ObjectLock bucket;

    ObjectStore(StoreSettings settings, HouseStore house) {
        this.settings = settings;
        this.house = house;
    }

    private interface Errand<T> {
        T run(MinioClient client) throws MinioException, IOException;
    }

    /**
     * Puts or replaces.
     *
     * @param until from when on it may be deleted; null: at any time
     * @return whether the store sees to that
     */
    boolean put(String key, Path file, @Nullable Instant until) {
        return errand(c -> {
            var retention = bucket(c).until(until);
            try (var in = Files.newInputStream(file)) {
                c.putObject(
                        PutObjectArgs.builder().bucket(settings.bucket()).object(key).stream(
                                        in, Files.size(file), -1L)
                                .contentType("application/octet-stream")
                                .retention(retention)
                                .build());
            }
            return retention != null;
        });
    }

    /** Puts a few bytes that may be deleted at any time. */
    void put(String key, byte[] bytes) {
        errand(c -> {
            bucket(c);
            return c.putObject(
                    PutObjectArgs.builder().bucket(settings.bucket()).object(key).stream(
                                    new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                            .build());
        });
    }

    /**
     * A later date for what is there; only where the bucket locks.
     *
     * @return false when the store answers and will not: there is no such object, or another kind
     *     of lock is on it
     * @throws StoreDown when it does not answer
     */
    boolean extend(String key, Instant until) {
        try {
            return errand(c -> {
                bucket(c).extend(c, key, until);
                return true;
            });
        } catch (StoreDown e) {
            if (e.getCause() instanceof ErrorResponseException refused
                    && refused.response().code() < 500) {
                return false;
            }
            throw e;
        }
    }

    /** What the bucket does against deletion; made at need. */
    ObjectLock lock() {
        return errand(this::bucket);
    }

    /**
     * @param length at least 1
     * @throws FileNotFoundException when there is no such object, or it is shorter
     */
    InputStream get(String key, long from, long length) throws FileNotFoundException {
        try {
            return errand(c ->
                    c.getObject(
                            GetObjectArgs.builder()
                                    .bucket(settings.bucket())
                                    .object(key)
                                    .offset(from)
                                    .length(length)
                                    .build()));
        } catch (StoreDown e) {
            if (isNotThere(e.getCause())) {
                var missing = new FileNotFoundException(key);
                missing.initCause(e);
                throw missing;
            }
            throw e;
        }
    }

    OptionalLong size(String key) {
        try {
            return OptionalLong.of(
                    errand(c ->
                                    c.statObject(
                                            StatObjectArgs.builder()
                                                    .bucket(settings.bucket())
                                                    .object(key)
                                                    .build()))
                            .size());
        } catch (StoreDown e) {
            if (isNotThere(e.getCause())) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** All objects whose keys begin so, with their sizes. */
    Map<String, Long> sizes(String prefix) {
        return errand(c -> {
            var sizes = new HashMap<String, Long>();
            if (!c.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build())) {
                return sizes;
            }
            var all =
                    c.listObjects(
                            ListObjectsArgs.builder()
                                    .bucket(settings.bucket())
                                    .prefix(prefix)
                                    .recursive(true)
                                    .build());
            for (var one : all) {
                var item = one.get();
                if (!item.isDir()) {
                    sizes.put(item.objectName(), item.size());
                }
            }
            return sizes;
        });
    }

    /**
     * Does nothing where there is nothing.
     *
     * @throws org.aftercall.recording.StillLocked when the store keeps it
     */
    void remove(String key) {
        errand(c -> {
            bucket(c).remove(c, key);
            return true;
        });
    }

    /** Whether it is the one that the house brings along. */
    boolean ownHouse() {
        return settings.ownHouse();
    }

    /** Asks the server whether it is there. */
    void check() {
        errand(c -> c.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build()));
    }

    private ObjectLock bucket(MinioClient c) throws MinioException {
        var known = bucket;
        if (known != null) {
            return known;
        }
        var name = settings.bucket();
        if (!c.bucketExists(BucketExistsArgs.builder().bucket(name).build())) {
            try {
                make(c, name);
            } catch (ErrorResponseException e) {
                // Somebody else, here or at another application, was quicker.
                if (!OURS_ALREADY.equals(e.errorResponse().code())) {
                    throw e;
                }
            }
        }
        // Ours knows no such thing, and would complain about the question.
        var seen =
                settings.ownHouse()
                        ? new ObjectLock(name, settings.lock(), false, false)
                        : ObjectLock.of(c, name, settings.lock());
        bucket = seen;
        return seen;
    }

    private void make(MinioClient c, String name) throws MinioException {
        var args = MakeBucketArgs.builder().bucket(name);
        if (settings.lock() == StoreSettings.Lock.NONE || settings.ownHouse()) {
            c.makeBucket(args.build());
            return;
        }
        try {
            c.makeBucket(args.objectLock(true).build());
        } catch (ErrorResponseException cannot) {
            // A store without object lock: doctor says so, and recordings are kept all the same.
            c.makeBucket(args.objectLock(false).build());
        }
    }

    private <T> T errand(Errand<T> errand) {
        try {
            return errand.run(client());
        } catch (MinioException | IOException e) {
            // The bucket may have gone with the store.
            bucket = null;
            throw new StoreDown(e);
        } catch (IllegalStateException e) {
            // So the SDK wraps a refused connection.
            if (e.getCause() instanceof IOException) {
                throw new StoreDown(e.getCause());
            }
            throw e;
        }
    }

    private static boolean isNotThere(@Nullable Throwable cause) {
        return cause instanceof ErrorResponseException e
                && NOT_THERE.contains(String.valueOf(e.errorResponse().code()));
    }

    private synchronized MinioClient client() {
        if (client == null) {
            var own = settings.ownHouse() ? house.open() : null;
            var builder = MinioClient.builder().httpClient(http);
            if (own != null) {
                builder.endpoint(own.endpoint()).credentials(own.accessKey(), own.secretKey());
            } else {
                builder.endpoint(String.valueOf(settings.endpoint()))
                        .credentials(settings.accessKey(), settings.secretKey());
            }
            if (settings.region() != null) {
                builder.region(settings.region());
            }
            client = builder.build();
        }
        return client;
    }
}
