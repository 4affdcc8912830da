package org.aftercall.intake.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One caller at the doors of the imports. */
abstract class Caller {
    static final String HEADER = "住院号*,姓名*,联系电话*,出院科室*,出院日期*,出生日期\n";
    private static int last = 0;

    @Autowired MockMvc mvc;
    @Autowired JdbcClient db;

    StaffMember me = member(DataScope.EVERYTHING, Role.SUPERVISOR);
    String no = "";

    @BeforeEach
    void signsIn() {
        no = "IM" + ++last;
        me = enrolled(DataScope.EVERYTHING);
    }

    JsonNode upload(String rows) throws Exception {
        return json(send(file((HEADER + rows).getBytes(UTF_8)), 201));
    }

    JsonNode committed(JsonNode view) throws Exception {
        send(post(path(view) + "/commit"), 200);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        json(send(get(path(view)), 200))
                                .path("state")
                                .stringValue()
                                .equals("COMMITTED"));
        return json(send(get(path(view)), 200));
    }

    String row(String n, String name, String phone, String department, String discharged) {
        return String.join(",", no + "-" + n, name, phone, department, discharged, "1950-01-02")
                + "\n";
    }

    int patients() {
        return db.sql(
                        """
                        SELECT count(DISTINCT patient_id) FROM patient.encounter
                        WHERE admission_no LIKE :no
                        """)
                .param("no", no + "-%")
                .query(Integer.class)
                .single();
    }

    static org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder file(
            byte[] content) {
        return multipart("/api/v1/imports")
                .file(new MockMultipartFile("file", "../x/list.csv", "text/csv", content));
    }

    MockHttpServletResponse send(
            org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder<?>
                    request,
            int status)
            throws Exception {
        var authorities =
                me.role().permissions().stream()
                        .map(p -> new SimpleGrantedAuthority(p.authority()))
                        .toList();
        var token = new UsernamePasswordAuthenticationToken(me, null, authorities);
        var response =
                mvc.perform(request.with(authentication(token)).with(csrf()))
                        .andReturn()
                        .getResponse();
        assertThat(response.getStatus()).as(response.getContentAsString(UTF_8)).isEqualTo(status);
        return response;
    }

    static JsonNode json(MockHttpServletResponse response) throws Exception {
        return JsonMapper.shared().readTree(response.getContentAsString(UTF_8));
    }

    static String path(JsonNode view) {
        return "/api/v1/imports/" + view.path("id").stringValue();
    }

    StaffMember enrolled(DataScope scope) {
        var member = member(scope, Role.SUPERVISOR);
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, password_hash, stamp)
                        VALUES (:id, :login, :name, 'SUPERVISOR', '', :id)
                        """)
                .params(
                        Map.of(
                                "id", member.id().value(),
                                "login", member.login(),
                                "name", member.name()))
                .update();
        return member;
    }

    static StaffMember member(DataScope scope, Role role) {
        var id = UUID.randomUUID();
        return new StaffMember(
                new StaffId(id),
                "t" + id.toString().substring(0, 8),
                "Supervisor",
                role,
                scope,
                Optional.empty(),
                DeskKind.BROWSER,
                Presence.READY,
                false);
    }
}
