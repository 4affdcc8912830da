package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Who may say how the talks of a list are recorded. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/RecordingModeTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
class RecordingModeTests extends AtTheScreens {
    @Autowired Worklists worklists;
    @Autowired JdbcClient db;

    private UUID list;

    @BeforeEach
    void aList() {
        list = worklists.all(DataScope.EVERYTHING).getFirst().id().value();
    }

    @AfterEach
    void forEverybody() {
        feeds();
        db.sql("DELETE FROM recording.mode").update();
    }

    @Test
    void whoSeesAllPatientsOfAListChoosesForIt() throws Exception {
        var surgeon = of(DataScope.of(Set.of("骨科", "普外科")));
        feeds("骨科");
        choose(surgeon, 200);
        assertThat(send(surgeon, get("/api/v1/recording-modes"), 200).at("/" + list).asString())
                .isEqualTo("NEVER");
        feeds("骨科", "心内科");
        assertThat(choose(surgeon, 403)).contains("recording.modeScope");
        feeds();
        assertThat(choose(surgeon, 403)).contains("recording.modeScope");
        feeds("心内科");
        assertThat(choose(surgeon, 404)).contains("worklist.unknown");
        choose(of(DataScope.EVERYTHING), 200);
        list = UUID.randomUUID();
        assertThat(choose(of(DataScope.EVERYTHING), 404)).contains("worklist.unknown");
    }

    private String choose(StaffMember who, int status) throws Exception {
        return send(
                        who,
                        put("/api/v1/recording-modes/" + list).content("{\"mode\": \"NEVER\"}"),
                        status)
                .toString();
    }

    private StaffMember of(DataScope scope) {
        return as(Role.SUPERVISOR, ward.nurse(scope));
    }

    private void feeds(String... departments) {
        db.sql("UPDATE worklist.worklist SET departments = :departments WHERE id = :list")
                .param("departments", departments)
                .param("list", list)
                .update();
    }
}
