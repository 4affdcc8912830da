package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.kernel.Finding;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** What a newer release ships stands beside what the hospital asks by, never above it by itself. */
@ApplicationModuleTest(
        value = BootstrapMode.DIRECT_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
class OffersTests {
    private static final AtomicInteger LAST = new AtomicInteger();

    @Autowired Questionnaires questionnaires;
    @Autowired Versions versions;
    @Autowired OffersCheck check;
    @Autowired Staff staff;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    private StaffMember me;
    private String code;

    @BeforeEach
    void aReleaseShipsOneQuestionnaire() {
        me = Members.of(Role.QUALITY, staff, db);
        code = "shipped-" + LAST.incrementAndGet();
        questionnaires.receive(List.of(form(1, "甲")));
    }

    @Test
    void onAnEmptyShelfAllThatIsShippedIsPublishedAndTheNewestAsked() {
        code = code + "-more";
        questionnaires.receive(List.of(form(1, "甲"), form(2, "乙")));
        assertThat(questionnaires.asking(code)).containsExactly(2, 1);
        assertThat(asked()).isEqualTo("乙");
    }

    @Test
    void aNewReleaseNeverTakesOverByItself() throws Exception {
        questionnaires.receive(List.of(form(1, "甲"), form(2, "乙")));
        assertThat(questionnaires.asking(code)).containsExactly(1);
        assertThat(asked()).isEqualTo("甲");
        assertThat(row().at("/offer/version").intValue()).isEqualTo(2);
        // The next start says the same.
        questionnaires.receive(List.of(form(1, "甲"), form(2, "乙")));
        assertThat(asked()).isEqualTo("甲");
    }

    @Test
    void aShippedVersionOfTheSameNumberIsOfferedBesideTheHospitalsOwn() throws Exception {
        own(2, "自拟");
        questionnaires.receive(List.of(form(1, "甲"), form(2, "乙")));
        assertThat(asked()).isEqualTo("自拟");
        var changes = ask(get(at(2) + "/difference?from=2"), 200).path("changes");
        assertThat(changes.toString()).contains("自拟").contains("乙");
    }

    @Test
    void takenOverItIsTheNextVersionAboveTheHospitalsOwn() throws Exception {
        own(2, "自拟");
        questionnaires.receive(List.of(form(1, "甲"), form(2, "乙")));
        assertThat(
                        ask(post(at(2) + "/take").content("{}"), 422)
                                .at("/errors/0/pointer")
                                .stringValue())
                .isEqualTo("/note");
        var became = ask(post(at(2) + "/take").content("{\"note\": \"as shipped\"}"), 201);
        assertThat(became.path("version").intValue()).isEqualTo(3);
        assertThat(asked()).isEqualTo("乙");
        assertThat(questionnaires.get(code, 2).question("q", Locale.CHINESE)).isEqualTo("自拟");
        assertThat(versions.of(code).getFirst().by()).isEqualTo(me.name());
        // It is settled, for whoever looked at the same page and for the next start.
        ask(post(at(2) + "/take").content("{\"note\": \"again\"}"), 409);
        questionnaires.receive(List.of(form(1, "甲"), form(2, "乙")));
        assertThat(row().path("offer").isNull()).isTrue();
        assertThat(questionnaires.asking(code)).containsExactly(3, 2, 1);
    }

    @Test
    void whatIsDeclinedIsNotOfferedAgainButTheNextOneIs() throws Exception {
        questionnaires.receive(List.of(form(2, "乙")));
        ask(post(at(2) + "/decline").content("{\"reason\": \" \"}"), 422);
        ask(post(at(2) + "/decline").content("{\"reason\": \"too long\"}"), 204);
        questionnaires.receive(List.of(form(2, "乙")));
        assertThat(row().path("offer").isNull()).isTrue();
        questionnaires.receive(List.of(form(2, "乙"), form(3, "丙")));
        assertThat(row().at("/offer/version").intValue()).isEqualTo(3);
        assertThat(asked()).isEqualTo("甲");
    }

    @Test
    void onlyTheNewestIsOffered() throws Exception {
        questionnaires.receive(List.of(form(2, "乙"), form(3, "丙")));
        assertThat(row().at("/offer/version").intValue()).isEqualTo(3);
        ask(post(at(2) + "/take").content("{\"note\": \"old\"}"), 409);
        ask(post(at(3) + "/take").content("{\"note\": \"new\"}"), 201);
        assertThat(asked()).isEqualTo("丙");
        assertThat(row().path("offer").isNull()).isTrue();
    }

    @Test
    void theDoctorTellsWhatWaitsToBeDecidedOn() {
        questionnaires.receive(List.of(form(2, "乙")));
        var finding = check.look().getFirst();
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(finding.detail()).contains(code + " v2");
    }

    @Test
    void onlyWhoMayWriteScriptsDecides() throws Exception {
        questionnaires.receive(List.of(form(2, "乙")));
        SignedIn.as(Members.of(Role.NURSE, staff, db))
                .asks(mvc, post(at(2) + "/take").content("{\"note\": \"x\"}"), 403);
    }

    private String asked() {
        return questionnaires.latest(code).question("q", Locale.CHINESE);
    }

    private String at(int version) {
        return "/api/v1/library/" + code + "/offers/" + version;
    }

    private void own(int version, String words) {
        versions.add(code, version, form(version, words), me.id(), "ours", Instant.EPOCH);
    }

    private JsonNode row() throws Exception {
        return ask(get("/api/v1/library"), 200)
                .valueStream()
                .filter(r -> r.path("code").stringValue().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode ask(MockHttpServletRequestBuilder request, int status) throws Exception {
        return SignedIn.as(me).asks(mvc, request, status);
    }

    private String form(int version, String words) {
        return """
        {"resourceType": "Questionnaire", "name": "%s", "version": %d, "status": "active",
         "title": {"zh": "题", "en": "Form"},
         "item": [{"linkId": "q", "type": "boolean", "text": {"zh": "%s", "en": "Q"}}]}
        """
                .formatted(code, version, words);
    }
}
