package org.aftercall.worklist;

import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** A nurse and her supervisor at the doors of the room, each time signed in. */
@SpringBootTest
@AutoConfigureMockMvc
@Import({FakeWorld.class, Ward.class})
abstract class NurseAndSupervisor {
    @Autowired Ward ward;
    @Autowired Staff staff;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    StaffMember nurse;
    StaffMember supervisor;

    @BeforeEach
    void twoOfThem() {
        ward.opens();
        nurse = ward.nurse();
        var second = ward.nurse();
        db.sql("UPDATE staff.member SET role = 'SUPERVISOR' WHERE id = :id")
                .param("id", second.id().value())
                .update();
        supervisor = staff.get(second.id());
    }

    JsonNode send(StaffMember who, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return SignedIn.as(who).asks(mvc, request, status);
    }
}
