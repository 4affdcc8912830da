package org.aftercall.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key with which this house signs what it hands out (Ed25519), kept in a file that only we may
 * read and made at the first need.
 */
@Component
class HouseSeal {
    private final Path file;

    HouseSeal(@Value("${aftercall.var:var}") Path home) {
        file = home.toAbsolutePath().resolve("secrets").resolve("export.key");
    }

    private record Pair(byte[] secret, byte[] open) {}

    byte[] sign(byte[] text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For whoever wants to check a signature, in PEM. */
    String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pair().open())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** By which two people compare it over the telephone: SHA-256 of its DER form, in hex. */
    String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(pair().open()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What marks are made from; nobody outside can make them. */
    byte[] secretForMarks() {
        return pair().secret();
    }

    static boolean holds(byte[] publicKey, byte[] text, byte[] sign)
            throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(publicKey)));
        signature.update(text);
        return signature.verify(sign);
    }

    private PrivateKey secret() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(pair().secret()));
    }

    private Pair pair() {
        try {
            if (!Files.exists(file)) {
                create();
            }
            var lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            return new Pair(
                    Base64.getDecoder().decode(lines.get(0)),
                    Base64.getDecoder().decode(lines.get(1)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("No key for signing in " + file, e);
        }
    }

    private void create() throws IOException, GeneralSecurityException {
        Files.createDirectories(file.getParent());
        var made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var base64 = Base64.getEncoder();
        var draft =
                Files.createTempFile(
                        file.getParent(),
                        "export",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    draft,
                    base64.encodeToString(made.getPrivate().getEncoded())
                            + "\n"
                            + base64.encodeToString(made.getPublic().getEncoded())
                            + "\n");
            // A link, not a move: of two that start at once, the first one's key stands.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // Somebody else was first.
        } finally {
            Files.delete(draft);
        }
    }
}
