package org.aftercall.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What lets a doctor on this machine in: where the application listens and a word made anew at each
 * start. Whoever can read the file is its owner.
 */
record DoctorKey(String address, String token) {
    private static final String FILE = "secrets/doctor-token";

    static DoctorKey make(String address) {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new DoctorKey(address, HexFormat.of().formatHex(bytes));
    }

    static Optional<DoctorKey> read(Path home) {
        try {
            var words = Files.readString(home.resolve(FILE)).strip().split(" ");
            return words.length == 2
                    ? Optional.of(new DoctorKey(words[0], words[1]))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path home) {
        var file = home.resolve(FILE);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, address + " " + token + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean fits(String said) {
        return MessageDigest.isEqual(token.getBytes(), said.getBytes());
    }

    @Override
    public String toString() {
        return "DoctorKey[" + address + "]";
    }
}
