package org.aftercall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

@ApplicationModuleTest(mode = BootstrapMode.DIRECT_DEPENDENCIES)
class TrailCheckTests {
    @Autowired AuditTrail trail;
    @Autowired TrailCheck check;
    @Autowired JdbcClient db;

    @Test
    void aRowChangedBehindOurBackIsFoundAndNamed() {
        trail.note("record.open", "record", null, null);
        trail.note("recording.play", "recording", null, null);
        trail.note("record.open", "record", null, null);
        assertThat(check.look()).extracting(Finding::verdict).containsOnly(Verdict.PASS);

        db.sql("ALTER TABLE audit.access DISABLE TRIGGER access_is_append_only").update();
        db.sql("UPDATE audit.access SET action = 'record.open' WHERE seq = 2").update();

        assertThat(check.look())
                .singleElement()
                .returns(Verdict.FAIL, Finding::verdict)
                .extracting(Finding::detail)
                .asString()
                .endsWith("is 2");
    }
}
