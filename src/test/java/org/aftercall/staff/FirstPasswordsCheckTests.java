package org.aftercall.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.test.ApplicationModuleTest;

@ApplicationModuleTest
class FirstPasswordsCheckTests {
    @Autowired FirstLogins firstLogins;
    @Autowired FirstPasswordsCheck check;
    @Autowired Door door;

    @Value("${aftercall.var}")
    Path home;

    @Test
    void aFirstPasswordIsToldOfUntilItIsChanged() throws IOException {
        firstLogins.open();
        var lines = Files.readAllLines(home.resolve("secrets/first-logins.txt"));
        assertThat(finding()).returns(Verdict.WARN, Finding::verdict);
        assertThat(finding().detail()).startsWith(lines.size() + " ");

        for (var line : lines) {
            var words = line.split("\t");
            var who = door.enter(words[0], words[1]).member();
            door.changePassword(who.id(), words[1], "another-" + words[1]);
        }
        assertThat(finding().verdict()).isEqualTo(Verdict.PASS);
    }

    private Finding finding() {
        return check.look().getFirst();
    }
}
