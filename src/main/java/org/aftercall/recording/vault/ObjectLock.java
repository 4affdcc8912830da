package org.aftercall.recording.vault;

import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectLockConfigurationArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.SetObjectRetentionArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import io.minio.messages.VersioningConfiguration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.aftercall.recording.StillLocked;
import org.aftercall.recording.vault.StoreSettings.Lock;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket does against deletion: it keeps versions, and with object lock it keeps each until
 * its date (S3 object lock; a bucket has it from its making on, or never).
 *
 * @param versions whether a removed object leaves versions behind
 */
record ObjectLock(String bucket, Lock wanted, boolean locks, boolean versions) {
    /** How servers say that the date has not come: Amazon, MinIO, others. */
    private static final Set<String> HELD =
            Set.of("AccessDenied", "InvalidRequest", "ObjectLocked", "MethodNotAllowed");

    private static final int NOT_IMPLEMENTED = 501;

    /** As far as the server knows such things at all. */
    static ObjectLock of(MinioClient c, String bucket, Lock wanted) throws MinioException {
        boolean locks = locks(c, bucket);
        return new ObjectLock(bucket, wanted, locks, locks || versions(c, bucket));
    }

    private static boolean locks(MinioClient c, String bucket) throws MinioException {
        try {
            c.getObjectLockConfiguration(
                    GetObjectLockConfigurationArgs.builder().bucket(bucket).build());
            return true;
        } catch (ErrorResponseException none) {
            return unknown(none);
        }
    }

    private static boolean versions(MinioClient c, String bucket) throws MinioException {
        try {
            var versioning =
                    c.getBucketVersioning(GetBucketVersioningArgs.builder().bucket(bucket).build());
            return versioning.status() != VersioningConfiguration.Status.OFF;
        } catch (ErrorResponseException none) {
            return unknown(none);
        }
    }

    /** No such thing here; but a server that is in trouble has said nothing. */
    private static boolean unknown(ErrorResponseException none) throws ErrorResponseException {
        int status = none.response().code();
        if (status >= 500 && status != NOT_IMPLEMENTED) {
            throw none;
        }
        return false;
    }

    boolean used() {
        return locks && wanted != Lock.NONE;
    }

    /** What to say when an object is put; null when it is not locked. */
    @Nullable Retention until(@Nullable Instant date) {
        return !used() || date == null
                ? null
                : new Retention(RetentionMode.valueOf(wanted.name()), date.atZone(ZoneOffset.UTC));
    }

    /** A later date for an object that is there. */
    void extend(MinioClient c, String key, Instant date) throws MinioException {
        c.setObjectRetention(
                SetObjectRetentionArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .config(until(date))
                        .build());
    }

    /**
     * Removes an object with all its versions.
     *
     * @throws StillLocked when the server keeps one of them
     */
    void remove(MinioClient c, String key) throws MinioException {
        if (!versions) {
            c.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
            return;
        }
        ErrorResponseException held = null;
        var all =
                c.listObjects(
                        ListObjectsArgs.builder()
                                .bucket(bucket)
                                .prefix(key)
                                .includeVersions(true)
                                .build());
        for (var one : all) {
            var item = one.get();
            if (!item.objectName().equals(key)) {
                continue;
            }
            try {
                c.removeObject(
                        RemoveObjectArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .versionId(item.versionId())
                                .build());
            } catch (ErrorResponseException e) {
                if (!HELD.contains(String.valueOf(e.errorResponse().code()))) {
                    throw e;
                }
                held = e;
            }
        }
        if (held != null) {
            throw new StillLocked(key, held);
        }
    }
}
