package org.aftercall.recording.vault;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which object store keeps the recordings.
 *
 * @param endpoint any S3 server, as a URL; without it the house brings its own, over {@code
 *     var/objects}
 * @param bucket made at need
 * @param region what the server calls its region, if it minds
 * @param lock whether the store is asked to refuse deletion of a recording before its retention
 *     ends; takes a bucket with object lock, which ours is when it is made so
 */
@ConfigurationProperties("aftercall.s3")
record StoreSettings(
        @Nullable String endpoint,
        @DefaultValue("aftercall") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("aftercall") String bucket,
        @Nullable String region,
        @DefaultValue("NONE") Lock lock) {

    /** How firmly the store holds an object (S3 object lock). */
    public enum Lock {
        NONE,
        /** Whom the store gives a special right may delete it before its time. */
        GOVERNANCE,
        /** Nobody can, not even the store's owner. */
        COMPLIANCE
    }

    boolean ownHouse() {
        return endpoint == null || endpoint.isBlank();
    }

    @Override
    public String toString() {
        return "StoreSettings[" + endpoint + ", " + bucket + "]";
    }
}
