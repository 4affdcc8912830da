package org.aftercall.telephony.asterisk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The desks' passwords: the same sum as in {@code telephony/run}, so nobody has to keep a list. */
final class DeskKeys {
    private DeskKeys() {}

    /** The first 32 hex digits of HMAC-SHA256. */
    static String of(String user, String deskSecret) {
        byte[] secret = deskSecret.getBytes(StandardCharsets.UTF_8);
        if (secret.length == 0) {
            throw new IllegalStateException("aftercall.telephony.desk-secret is not set");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] sum = mac.doFinal(user.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, 32);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
