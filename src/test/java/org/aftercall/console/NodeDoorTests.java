package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.Registration;
import org.aftercall.telephony.TrunkState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The switchboards as whoever keeps them sees them, and empties them. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/NodeDoorTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class NodeDoorTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired MockMvc mvc;
    @Autowired AuditTrail audit;
    @Autowired FakeSwitchboard wire;
    @Autowired List<Check> checks;

    @BeforeEach
    void twoNodes() {
        wire.nodes.put("main", false);
        wire.nodes.put("second", false);
        wire.trunk = new TrunkState.Up();
        wire.account = null;
    }

    @ParameterizedTest
    @EnumSource(names = {"SUPERVISOR", "ADMIN"})
    void whoKeepsTheHouseSeesEachNodeAndEmptiesIt(Role role) throws Exception {
        var before = noted();
        assertThat(nodes(role).at("/0/name").asString()).isEqualTo("main");
        assertThat(nodes(role).at("/1/state").asString()).isEqualTo("UP");
        assertThat(nodes(role).at("/1/capacity").asInt()).isEqualTo(250);
        assertThat(drain(role, "second", "{\"on\":true}").getStatus()).isEqualTo(204);
        assertThat(nodes(role).at("/1/state").asString()).isEqualTo("DRAINING");
        assertThat(nodes(role).at("/0/state").asString()).isEqualTo("UP");
        assertThat(drain(role, "second", "{\"on\":false}").getStatus()).isEqualTo(204);
        assertThat(nodes(role).at("/1/state").asString()).isEqualTo("UP");
        assertThat(noted()).isEqualTo(before + 2);
    }

    @Test
    void whoKeepsTheHouseReadsSinceWhenTheCarrierRejectsItsAccountAndWhy() throws Exception {
        assertThat(nodes(Role.ADMIN).at("/0/account").isNull()).isTrue();
        assertThat(nodes(Role.ADMIN).at("/0/trunk").isNull()).isTrue();
        var since = Instant.parse("2026-11-23T01:00:00Z");
        var rejected = new Registration(Registration.State.REJECTED, 403, since);
        wire.account = rejected;
        wire.trunk = new TrunkState.Unregistered(rejected);
        var node = nodes(Role.ADMIN).at("/0");
        assertThat(node.at("/trunk").asString()).contains("不允许从本机地址注册", "403");
        assertThat(node.at("/account/state").asString()).isEqualTo("REJECTED");
        assertThat(node.at("/account/sip").asInt()).isEqualTo(403);
        assertThat(Instant.parse(node.at("/account/since").asString())).isEqualTo(since);
        assertThat(node.at("/account/text").asString()).contains("403");
        var told =
                checks.stream()
                        .filter(c -> c.topic().equals("telephony"))
                        .flatMap(c -> c.look().stream())
                        .filter(f -> f.verdict() == Finding.Verdict.FAIL)
                        .toList();
        assertThat(told).extracting(Finding::subject).contains("trunk", "registration main");
        assertThat(told)
                .filteredOn(f -> f.subject().equals("registration main"))
                .allSatisfy(f -> assertThat(f.fix()).contains("telephony/site/registration"))
                .allSatisfy(f ->
                        assertThat(f.detail())
                                .contains("may not register from this address", since.toString()));
    }

    @ParameterizedTest
    @EnumSource(names = {"NURSE", "QUALITY", "PHYSICIAN"})
    void nobodyElseDoes(Role role) throws Exception {
        assertThat(send(role, get("/api/v1/nodes")).getStatus()).isEqualTo(403);
        assertThat(drain(role, "second", "{\"on\":true}").getStatus()).isEqualTo(403);
        assertThat(wire.nodes).containsEntry("second", false);
    }

    @Test
    void aNodeThatIsNotThereIsNamed() throws Exception {
        var before = noted();
        var answer = drain(Role.ADMIN, "third", "{\"on\":true}");
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).contains("node.unknown").contains("third");
        assertThat(noted()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"on\":null}"})
    void whoDoesNotSayWhichIsAsked(String body) throws Exception {
        wire.nodes.put("second", true);
        var answer = drain(Role.ADMIN, "second", body);
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("node.drain").contains("/on");
        assertThat(wire.nodes).containsEntry("second", true);
    }

    private JsonNode nodes(Role role) throws Exception {
        var answer = send(role, get("/api/v1/nodes"));
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse drain(Role role, String node, String body) throws Exception {
        return send(
                role,
                post("/api/v1/nodes/" + node + "/drain")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body));
    }

    private MockHttpServletResponse send(Role role, MockHttpServletRequestBuilder request)
            throws Exception {
        return mvc.perform(
                        request.with(SignedIn.as(role, DataScope.EVERYTHING))
                                .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .andReturn()
                .getResponse();
    }

    private int noted() {
        return audit.read(Long.MAX_VALUE, 500, null, "node.drain").size();
    }
}
