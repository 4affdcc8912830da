package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The disk of the tapes has less left than the reserve: nobody is rung, and everybody is told. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/FullDiskTests/tapes",
            "aftercall.recording.reserve=100000TB",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=100ms"
        })
class FullDiskTests extends AtTheScreens {
    @Autowired Worklists worklists;
    @Autowired JdbcClient db;

    @BeforeEach
    void aMorning() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        db.sql("UPDATE staff.member SET presence = 'OFFLINE'").update();
        ward.opens();
    }

    @Test
    void aDialIsRefused() {
        var nurse = ward.nurse();
        var owed = ward.owed();
        assertThatThrownBy(() -> ward.dial(nurse, owed))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("spool.full"));
        assertThat(wire.dialed).isEmpty();
        var desk = nurse.desk().orElseThrow();
        assertThat(wire.rung).noneMatch(o -> o.desk().equals(desk));
    }

    @Test
    void itIsNamedWhereverOneLooks() throws Exception {
        var supervisor = supervisor();
        var list = worklists.all(DataScope.EVERYTHING).getFirst().id().value();
        assertThat(
                        send(supervisor, get("/api/v1/worklists/" + list + "/why"), 200)
                                .at("/reasons")
                                .toString())
                .contains("spool.full", "录音磁盘空间不足");
        assertThat(send(supervisor, get("/api/v1/wallboard"), 200).at("/alarms").toString())
                .contains("spool.full", "录音磁盘空间不足");
        var status = send(supervisor, get("/api/v1/status"), 200);
        assertThat(status.at("/disk/up").asBoolean(true)).isFalse();
        assertThat(status.at("/disk/detail").asString()).contains("录音磁盘空间不足");
    }

    @Test
    void noTaskIsTakenAndGivenBackAtEveryLook() {
        var desk = ward.nurse().desk().orElseThrow();
        var owed = ward.owed();
        var before = touched(owed.task().value());
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        await().until(() -> wire.rung.stream().anyMatch(o -> o.desk().equals(desk)));
        wire.rung.stream()
                .filter(o -> o.desk().equals(desk))
                .forEach(o -> ward.hears(wire.answered(o.line())));
        await().until(() -> calls.seated(desk));
        var looks = wire.trunkAsked.get();
        await().until(() -> wire.trunkAsked.get() > looks + 3);
        assertThat(touched(owed.task().value())).isEqualTo(before);
        assertThat(wire.dialed).isEmpty();
    }

    /** The last transaction that wrote the row. */
    private String touched(UUID task) {
        return db.sql("SELECT xmin::text FROM worklist.task WHERE id = :id")
                .param("id", task)
                .query(String.class)
                .single();
    }
}
