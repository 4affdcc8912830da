package org.aftercall.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/AbsencesTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class AbsencesTests {
    @Autowired Ward ward;
    @Autowired Absences absences;
    @Autowired Staff staff;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @Test
    void whoseSessionRanOutIsOffDutyUnlessSheIsInACall() {
        clock.set(Instant.now().plus(Duration.ofHours(1)));
        var gone = ward.nurse();
        var here = ward.nurse();
        var talking = ward.nurse();
        session(gone, Instant.now().minusSeconds(1));
        session(here, Instant.now().plusSeconds(600));
        staff.become(talking.id(), Presence.ON_CALL);
        clock.advance(Duration.ofMinutes(31));
        absences.look();
        assertThat(staff.get(gone.id()).presence()).isEqualTo(Presence.OFFLINE);
        assertThat(staff.get(here.id()).presence()).isEqualTo(Presence.READY);
        assertThat(staff.get(talking.id()).presence()).isEqualTo(Presence.ON_CALL);
    }

    private void session(StaffMember who, Instant until) {
        var id = who.id().value().toString();
        db.sql(
                        """
                        INSERT INTO session.spring_session (primary_id, session_id, creation_time, last_access_time,
                            max_inactive_interval, expiry_time, principal_name)
                        VALUES (:id, :id, 0, 0, 1800, :until, :id)
                        """)
                .param("id", id)
                .param("until", until.toEpochMilli())
                .update();
    }
}
