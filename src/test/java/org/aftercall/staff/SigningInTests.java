package org.aftercall.staff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import jakarta.servlet.http.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/SigningInTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class SigningInTests {
    private static final AtomicInteger LAST = new AtomicInteger();
    private static final String PASSWORD = "right-password";

    @Autowired MockMvc mvc;
    @Autowired Members members;
    @Autowired PasswordEncoder encoder;
    @Autowired TestClock clock;

    @Value("${aftercall.var}")
    Path home;

    private StaffId id = StaffId.next();
    private String login = "";

    @BeforeEach
    void somebodyNew() {
        id = StaffId.next();
        login = "member" + LAST.incrementAndGet();
        members.add(
                new StaffMember(
                        id,
                        login,
                        "Member",
                        Role.NURSE,
                        DataScope.EVERYTHING,
                        Optional.empty(),
                        DeskKind.BROWSER,
                        Presence.OFFLINE,
                        false),
                encoder.encode(PASSWORD));
    }

    @Test
    void fiveWrongPasswordsLockAndAQuarterOfAnHourUnlocks() throws Exception {
        for (int i = 0; i < 5; i++) {
            refused(401, "login.failed", enter(login, "wrong"));
        }
        refused(423, "login.locked", enter(login, PASSWORD));
        refused(423, "login.locked", enter(login, "wrong"));
        clock.advance(Duration.ofMinutes(14).plusSeconds(59));
        refused(423, "login.locked", enter(login, PASSWORD));
        clock.advance(Duration.ofSeconds(1));
        assertThat(enter(login, PASSWORD).getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void aRightPasswordForgetsTheWrongOnesBeforeIt() throws Exception {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                refused(401, "login.failed", enter(login, "wrong"));
            }
            assertThat(enter(login, PASSWORD).getResponse().getStatus()).isEqualTo(200);
        }
    }

    @Test
    void afterALockCountingStartsAnew() throws Exception {
        for (int i = 0; i < 5; i++) {
            enter(login, "wrong");
        }
        clock.advance(Duration.ofMinutes(16));
        for (int i = 0; i < 4; i++) {
            refused(401, "login.failed", enter(login, "wrong"));
        }
        assertThat(enter(login, PASSWORD).getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void nothingTellsAnUnknownLoginFromAWrongPassword() throws Exception {
        var wrong = enter(login, "wrong").getResponse();
        var unknown = enter("nobody-at-all", "wrong").getResponse();
        assertThat(unknown.getStatus()).isEqualTo(wrong.getStatus());
        assertThat(unknown.getContentAsString(UTF_8)).isEqualTo(wrong.getContentAsString(UTF_8));
        assertThat(unknown.getHeaderNames()).isEqualTo(wrong.getHeaderNames());
    }

    @Test
    void aLoginIsKnownInCapitalsAndWithSpacesToo() throws Exception {
        assertThat(
                        enter(" " + login.toUpperCase(java.util.Locale.ROOT) + " ", PASSWORD)
                                .getResponse()
                                .getStatus())
                .isEqualTo(200);
    }

    @Test
    void whoIsNotActiveComesNotInAndIsOutAtOnce() throws Exception {
        var session = session(enter(login, PASSWORD));
        assertThat(who(session).getStatus()).isEqualTo(200);
        members.setActive(id, false);
        assertThat(who(session).getStatus()).isEqualTo(401);
        refused(401, "login.failed", enter(login, PASSWORD));
        members.setActive(id, true);
        assertThat(who(session).getStatus()).isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsEveryOtherSession() throws Exception {
        var here = session(enter(login, PASSWORD));
        var elsewhere = session(enter(login, PASSWORD));
        var changed =
                mvc.perform(
                                put("/api/v1/session/password")
                                        .cookie(here)
                                        .with(csrf())
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(
                                                "{\"old\": \"%s\", \"new\": \"another-password\"}"
                                                        .formatted(PASSWORD)))
                        .andReturn();
        assertThat(changed.getResponse().getStatus()).isEqualTo(204);
        assertThat(who(here).getStatus()).isEqualTo(200);
        assertThat(who(elsewhere).getStatus()).isEqualTo(401);
        refused(401, "login.failed", enter(login, PASSWORD));
    }

    @Test
    void aWeakOrTheSamePasswordIsRefused() throws Exception {
        var session = session(enter(login, PASSWORD));
        for (var change :
                new String[][] {
                    {"wrong", "another-password", "password.wrong"},
                    {PASSWORD, "short", "password.weak"},
                    {PASSWORD, PASSWORD, "password.weak"}
                }) {
            refused(
                    422,
                    change[2],
                    mvc.perform(
                                    put("/api/v1/session/password")
                                            .cookie(session)
                                            .with(csrf())
                                            .contentType(MediaType.APPLICATION_JSON)
                                            .content(
                                                    "{\"old\": \"%s\", \"new\": \"%s\"}"
                                                            .formatted(change[0], change[1])))
                            .andReturn());
        }
    }

    @Test
    void aSessionThatSomebodyPlantedDoesNotBecomeASignedInOne() throws Exception {
        var planted = session(enter(login, PASSWORD));
        var entered =
                mvc.perform(
                                post("/api/v1/session")
                                        .cookie(planted)
                                        .with(csrf())
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(credentials(login, PASSWORD)))
                        .andReturn();
        assertThat(session(entered).getValue()).isNotEqualTo(planted.getValue());
        assertThat(who(planted).getStatus()).isEqualTo(401);
        assertThat(who(session(entered)).getStatus()).isEqualTo(200);
    }

    @Test
    void theFirstPasswordsAreForTheOwnersEyesOnly() throws Exception {
        var file = home.resolve("secrets/first-logins.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(file)).hasSizeGreaterThanOrEqualTo(Role.values().length);
    }

    @Test
    void whoWasGivenAPasswordSetsHisOwnBeforeAnythingElse() throws Exception {
        members.setPassword(id, encoder.encode(PASSWORD), true);
        var session = session(enter(login, PASSWORD));
        refused(
                403,
                "password.mustChange",
                mvc.perform(get("/api/v1/tasks").cookie(session)).andReturn());
        mvc.perform(
                put("/api/v1/session/password")
                        .cookie(session)
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"old\": \"%s\", \"new\": \"another-password\"}"
                                        .formatted(PASSWORD)));
        assertThat(
                        mvc.perform(get("/api/v1/tasks").cookie(session))
                                .andReturn()
                                .getResponse()
                                .getStatus())
                .isEqualTo(200);
    }

    private MvcResult enter(String login, String password) throws Exception {
        return mvc.perform(
                        post("/api/v1/session")
                                .with(csrf())
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(credentials(login, password)))
                .andReturn();
    }

    private MockHttpServletResponse who(Cookie session) throws Exception {
        return mvc.perform(get("/api/v1/session").cookie(session)).andReturn().getResponse();
    }

    private static String credentials(String login, String password) {
        return "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password);
    }

    private static Cookie session(MvcResult entered) {
        assertThat(entered.getResponse().getStatus()).isEqualTo(200);
        return Arrays.stream(entered.getResponse().getCookies())
                .filter(c -> !c.getName().equals("XSRF-TOKEN"))
                .findFirst()
                .orElseThrow();
    }

    private static void refused(int status, String code, MvcResult result) throws Exception {
        var body = result.getResponse().getContentAsString(UTF_8);
        assertThat(result.getResponse().getStatus()).as(body).isEqualTo(status);
        assertThat(JsonMapper.shared().readTree(body).path("code").stringValue()).isEqualTo(code);
    }
}
