package org.aftercall.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A ZIP that lists itself: each file with its SHA-256 in a manifest, and the manifest signed. */
final class Parcel implements AutoCloseable {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    static final String README =
            """
            manifest.json lists every file here with its SHA-256, and says who took it out, when and why.
            manifest.sig is its Ed25519 signature; check it with the hospital's public key, which you should have
            from the hospital itself and compare with the one here:

              openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig
              sha256sum calls/*/*

            If it says "masked": a tone stands in the sound, and dots in the transcript, for numbers of papers, telephones
            and cards, and for addresses; recording.json lists where.
            Each sound file carries an inaudible mark that tells whose copy it is.
            """;

    private final ZipOutputStream zip;
    private final List<Map<String, Object>> files = new ArrayList<>();

    Parcel(OutputStream to) {
        zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
    }

    interface Filling {
        void into(OutputStream to) throws IOException;
    }

    void file(String name, Filling filling) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var counted = new Counted(zip);
        filling.into(counted);
        zip.closeEntry();
        var about = new LinkedHashMap<String, Object>();
        about.put("name", name);
        about.put("bytes", counted.bytes);
        about.put("sha256", HexFormat.of().formatHex(counted.digest.digest()));
        files.add(about);
    }

    void json(String name, Object content) throws IOException {
        file(name, to -> to.write(JSON.writeValueAsBytes(content)));
    }

    /** Lists what is in it, and signs the list. */
    void seal(Map<String, Object> about, HouseSeal seal) throws IOException {
        file("README.txt", to -> to.write(README.getBytes(StandardCharsets.UTF_8)));
        var manifest = new LinkedHashMap<>(about);
        manifest.put("files", files);
        var text = JSON.writeValueAsBytes(manifest);
        raw("manifest.json", text);
        raw("manifest.sig", seal.sign(text));
        raw("public-key.pem", seal.publicKey().getBytes(StandardCharsets.US_ASCII));
    }

    private void raw(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.finish();
    }

    private static final class Counted extends OutputStream {
        private final OutputStream to;
        private final MessageDigest digest;
        private long bytes;

        Counted(OutputStream to) {
            this.to = to;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            to.write(b, off, len);
            digest.update(b, off, len);
            bytes += len;
        }
    }
}
