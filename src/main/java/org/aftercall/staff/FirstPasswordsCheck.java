package org.aftercall.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Whether the passwords that were written down at the first start still open the door. */
@Component
class FirstPasswordsCheck implements Check {
    private final Members members;
    private final PasswordEncoder encoder;
    private final Path file;

    FirstPasswordsCheck(
            Members members, PasswordEncoder encoder, @Value("${aftercall.var}") Path home) {
        this.members = members;
        this.encoder = encoder;
        this.file = home.resolve("secrets/first-logins.txt");
    }

    @Override
    public String topic() {
        return "staff";
    }

    @Override
    public List<Finding> look() {
        var open = written().stream().filter(this::stillOpens).count();
        return List.of(
                open == 0
                        ? Finding.pass("first passwords", "none is in use")
                        : Finding.warn(
                                "first passwords",
                                open + " of those in " + file + " still open the door",
                                "Sign in with each, change its password, then delete the file"));
    }

    private List<String> written() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean stillOpens(String line) {
        var words = line.split("\t");
        return words.length == 3
                && members.byLogin(words[0])
                        .filter(lock ->
                                lock.active() && encoder.matches(words[1], lock.passwordHash()))
                        .isPresent();
    }
}
