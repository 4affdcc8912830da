package org.aftercall.followup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fingerprint of what was signed: SHA-256 over every field, each with its length before it. */
final class Seal {
    private Seal() {}

    static byte[] of(FollowUp r, @Nullable Object... decided) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, r.id().value());
            add(digest, r.links());
            add(digest, r.questionnaire() + "/" + r.questionnaireVersion());
            // Sorted: the same answers give the same seal in whatever order they came.
            new TreeMap<>(r.answers()).forEach((k, v) -> add(digest, k + "=" + v));
            // Records from before this was kept have none, and their seals stay what they are.
            new TreeMap<>(r.told())
                    .forEach((k, v) -> add(digest, k + "@" + v.fromMs() + "-" + v.toMs()));
            if (r.resumed() != null) {
                add(digest, r.resumed());
            }
            add(digest, r.note());
            add(digest, r.axes());
            add(digest, r.disposition());
            for (var field : decided) {
                add(digest, field);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, @Nullable Object field) {
        var bytes = Objects.toString(field, "").getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
