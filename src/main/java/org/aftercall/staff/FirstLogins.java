package org.aftercall.staff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens one account per role in an empty house. Their passwords are random and stand in {@code
 * var/secrets/first-logins.txt}, readable by the owner only.
 */
@Component
class FirstLogins {
    private static final Logger log = LoggerFactory.getLogger(FirstLogins.class);

    private final Members members;
    private final PasswordEncoder encoder;
    private final TransactionTemplate tx;
    private final Leases leases;
    private final Path file;

    FirstLogins(
            Members members,
            PasswordEncoder encoder,
            TransactionTemplate tx,
            Leases leases,
            @Value("${aftercall.var}") Path home) {
        this.members = members;
        this.encoder = encoder;
        this.tx = tx;
        this.leases = leases;
        this.file = home.resolve("secrets/first-logins.txt");
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        if (members.isEmpty()) {
            tx.executeWithoutResult(_ -> {
                // Of two applications that start at once in an empty house, one opens them.
                leases.queue("first-logins");
                if (members.isEmpty()) {
                    openAll();
                }
            });
        }
    }

    private void openAll() {
        var lines = new ArrayList<String>();
        lines.add(account("nurse", "护士一 Nurse One", Role.NURSE, "8001"));
        lines.add(account("nurse2", "护士二 Nurse Two", Role.NURSE, "8002"));
        lines.add(account("supervisor", "督导 Supervisor", Role.SUPERVISOR, "8003"));
        lines.add(account("quality", "质控 Quality", Role.QUALITY, null));
        lines.add(account("physician", "医生 Physician", Role.PHYSICIAN, "8004"));
        lines.add(account("admin", "管理员 Admin", Role.ADMIN, null));
        // Inside the transaction: accounts whose passwords nobody can read must not come to be.
        write(lines);
        log.info("Opened {} first accounts; their passwords are in {}", lines.size(), file);
    }

    private String account(
            String login, String name, Role role, @org.jspecify.annotations.Nullable String desk) {
        var password = Passwords.random();
        members.add(
                new StaffMember(
                        StaffId.next(),
                        login,
                        name,
                        role,
                        new DataScope(true, Set.of()),
                        Optional.ofNullable(desk).map(Extension::new),
                        DeskKind.BROWSER,
                        Presence.OFFLINE,
                        false),
                encoder.encode(password));
        return login + "\t" + password + "\t" + role;
    }

    private void write(List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write the first logins to " + file, e);
        }
    }
}
