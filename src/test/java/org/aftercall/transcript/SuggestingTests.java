package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** What is heard is suggested, judged, and never a fact; the lists are data. */
@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import({FakeWorld.class, Told.class})
class SuggestingTests {
    @Autowired Told told;
    @Autowired Cues cues;
    @Autowired Transcripts transcripts;
    @Autowired JdbcClient db;

    private final MockMvc mvc;
    private final Asking nurse;
    private final Asking supervisor;

    SuggestingTests(@Autowired MockMvc mvc) {
        this.mvc = mvc;
        nurse = new Asking(mvc, SignedIn.as(Role.NURSE, DataScope.of(Set.of("Cardiology"))));
        supervisor = new Asking(mvc, SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING));
    }

    @BeforeEach
    void theShippedListAgain() {
        db.sql("DELETE FROM transcript.phrase_list").update();
    }

    @Test
    void aRedFlagIsSuggestedAtItsSecondAndADeniedOneIsNot() throws Exception {
        var talk =
                told.talk(
                        "Cardiology",
                        "do you have chest pain",
                        "no bleeding but i have chest pain",
                        "我 听 见 了",
                        "还 有点 喘不上气");
        var found = nurse.get("/calls/" + talk.call().value() + "/cues");
        assertThat(found)
                .extracting(c -> c.path("words").stringValue())
                .containsExactly("chest pain", "喘不上气");
        assertThat(found.get(0).path("atMs").intValue()).isEqualTo(1500);
        assertThat(found.get(1).path("atMs").intValue()).isEqualTo(3200);
        assertThat(found).allMatch(c -> c.path("kind").stringValue().equals("RED_FLAG"));
        assertThat(found).allMatch(c -> c.path("verdict").isNull());
    }

    @Test
    void whatWasJudgedLiveIsNotAskedAgainAndARejectionIsKept() throws Exception {
        var talk = told.talk("Cardiology", "how are you", "fine");
        cues.live(talk.call(), Told.said(1, Speaker.PATIENT, "well i have chest pain"));
        var cue = nurse.get("/calls/" + talk.call().value() + "/cues").get(0);
        assertThat(cue.path("live").booleanValue()).isTrue();
        var id = cue.path("id").stringValue();
        var judged = nurse.put("/cues/" + id + "/verdict", "{\"verdict\":\"REJECTED\"}");
        assertThat(judged.path("verdict").stringValue()).isEqualTo("REJECTED");
        // The transcript hears the same words a little later, and others.
        cues.after(
                talk.call(),
                List.of(
                        Told.said(2, Speaker.PATIENT, "i have chest pain"),
                        Told.said(8, Speaker.PATIENT, "the wound is bleeding")));
        var all = nurse.get("/calls/" + talk.call().value() + "/cues");
        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("id").stringValue()).isEqualTo(id);
        assertThat(all.get(0).path("atMs").intValue()).isEqualTo(2200);
        assertThat(all.get(0).path("verdict").stringValue()).isEqualTo("REJECTED");
        assertThat(all.get(1).path("words").stringValue()).isEqualTo("bleeding");
        assertThat(all.get(1).path("live").booleanValue()).isFalse();
    }

    @Test
    void listeningAgainTakesBackWhatOnlyAMachineSaid() {
        var talk = told.talk("Cardiology", "how are you", "there is bleeding");
        assertThat(cues.of(talk.call())).hasSize(1);
        cues.after(talk.call(), List.of(Told.said(1, Speaker.PATIENT, "there is no bleeding")));
        assertThat(cues.of(talk.call())).isEmpty();
    }

    @Test
    void aCorrectedSentenceIsLookedThroughAgainAndWhatAPersonJudgedStays() throws Exception {
        var talk =
                told.talk("Cardiology", "how are you", "i have just pain", "and", "it is bleeding");
        assertThat(words(talk)).containsExactly("bleeding");
        correct(talk, 1, 0, "i have just pain", "i have chest pain");
        assertThat(words(talk)).containsExactly("chest pain", "bleeding");
        assertThat(cues.of(talk.call()).getFirst().atMs()).isEqualTo(1200);
        correct(talk, 1, 1, "i have chest pain", "i have no chest pain");
        assertThat(words(talk)).containsExactly("bleeding");
        var id = cues.of(talk.call()).getFirst().id();
        nurse.put("/cues/" + id + "/verdict", "{\"verdict\":\"CONFIRMED\"}");
        correct(talk, 3, 0, "it is bleeding", "it is breeding");
        assertThat(words(talk)).containsExactly("bleeding");
    }

    @Test
    void aCorrectionTakesNothingBackThatWasSaidElsewhereToo() throws Exception {
        var talk = told.talk("Cardiology", "how", "it is bleeding", "what", "it is bleeding");
        assertThat(cues.of(talk.call())).singleElement().matches(c -> c.atMs() == 3200);
        correct(talk, 3, 0, "it is bleeding", "it is breeding");
        assertThat(cues.of(talk.call())).singleElement().matches(c -> c.atMs() == 1200);
    }

    private List<String> words(Told.Talk talk) {
        return cues.of(talk.call()).stream().map(Cue::words).toList();
    }

    private void correct(Told.Talk talk, int seq, int version, String before, String text)
            throws Exception {
        nurse.put(
                "/recordings/%s/transcript/utterances/%d".formatted(talk.recording().value(), seq),
                "{\"text\":\"%s\",\"version\":%d,\"before\":\"%s\"}"
                        .formatted(text, version, before));
    }

    @Test
    void whoseTalkItIsNotSeesAndJudgesNothing() throws Exception {
        var talk = told.talk("Surgery", "hello", "i have chest pain");
        var path = "/calls/" + talk.call().value() + "/cues";
        assertThat(nurse.refused(HttpMethod.GET, path, null)).isEqualTo(403);
        var cue = supervisor.get(path).get(0).path("id").stringValue();
        var body = "{\"verdict\":\"CONFIRMED\"}";
        assertThat(nurse.refused(HttpMethod.PUT, "/cues/" + cue + "/verdict", body)).isEqualTo(403);
        assertThat(supervisor.refused(HttpMethod.PUT, "/cues/" + cue + "/verdict", "{}"))
                .isEqualTo(422);
        assertThat(cues.of(talk.call()).getFirst().judged()).isNull();
    }

    @Test
    void whatNobodyJudgedYetIsListedForThoseInWhoseScopeItIs() throws Exception {
        var first = told.talk("Cardiology", "hello", "i have chest pain", "and", "call me back");
        var second = told.talk("Cardiology", "hello", "it is bleeding");
        var elsewhere = told.talk("Surgery", "hello", "i have chest pain");
        assertThat(calls(nurse, "/cues?limit=100"))
                .startsWith(id(second), id(first), id(first))
                .doesNotContain(id(elsewhere));
        assertThat(calls(supervisor, "/cues?kind=RED_FLAG")).startsWith(id(elsewhere), id(second));
        var flag = nurse.get("/cues?kind=RED_FLAG&limit=1");
        assertThat(flag.path("items").get(0).path("patientName").stringValue())
                .isEqualTo("Patient");
        assertThat(flag.path("items").get(0).path("cue").path("atMs").intValue()).isEqualTo(1200);
        var next = "&cursor=" + flag.path("next").stringValue();
        assertThat(calls(nurse, "/cues?kind=RED_FLAG" + next)).startsWith(id(first));
        var cue = flag.path("items").get(0).path("cue").path("id").stringValue();
        nurse.put("/cues/" + cue + "/verdict", "{\"verdict\":\"REJECTED\"}");
        assertThat(calls(nurse, "/cues?kind=RED_FLAG"))
                .startsWith(id(first))
                .doesNotContain(id(second));
        var list = UUID.randomUUID();
        assertThat(calls(nurse, "/cues?worklist=" + list)).isEmpty();
        transcripts.know(first.call(), new Transcripts.About(list, null, null));
        assertThat(calls(nurse, "/cues?worklist=" + list)).containsExactly(id(first), id(first));
    }

    @Test
    void whoMayNotSearchIsToldNothing() throws Exception {
        var physician = new Asking(mvc, SignedIn.as(Role.PHYSICIAN, DataScope.EVERYTHING));
        assertThat(physician.refused(HttpMethod.GET, "/cues", null)).isEqualTo(403);
    }

    private static String id(Told.Talk talk) {
        return talk.call().value().toString();
    }

    private static List<String> calls(Asking who, String path) throws Exception {
        return who.get(path)
                .path("items")
                .valueStream()
                .map(i -> i.path("cue").path("callId").stringValue())
                .toList();
    }

    @Test
    void aChangedListIsANewVersionAndListenedWithAtOnce() throws Exception {
        var before = supervisor.get("/phrases");
        assertThat(before.path("version").intValue()).isZero();
        var saved = supervisor.put("/phrases", form(0, "膝盖 肿"));
        assertThat(saved.path("version").intValue()).isEqualTo(1);
        assertThat(supervisor.get("/phrases/versions")).hasSize(1);
        assertThat(supervisor.get("/phrases/versions/0").path("book").path("phrases").size())
                .isGreaterThan(50);
        var talk = told.talk("Cardiology", "您好", "我 膝盖肿 还 胸痛");
        assertThat(cues.of(talk.call()))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.words()).isEqualTo("膝盖肿");
                    assertThat(c.listVersion()).isEqualTo(1);
                });
    }

    @Test
    void twoWhoEditAtOnceDoNotOverwriteEachOther() throws Exception {
        supervisor.put("/phrases", form(0, "one"));
        assertThat(supervisor.refused(HttpMethod.PUT, "/phrases", form(0, "two"))).isEqualTo(412);
        assertThat(nurse.refused(HttpMethod.PUT, "/phrases", form(1, "two"))).isEqualTo(403);
        assertThat(supervisor.refused(HttpMethod.PUT, "/phrases", form(1, " "))).isEqualTo(422);
        assertThat(supervisor.refused(HttpMethod.PUT, "/phrases", "{}")).isEqualTo(422);
    }

    @Test
    void aSentenceIsTriedWithTheListAtHandAndWithTheEditedOne() throws Exception {
        var now = nurse.post("/phrases/trial", "{\"text\":\"没有胸痛，但是伤口出血\"}");
        assertThat(now).hasSize(2);
        assertThat(now.get(0).path("denied").booleanValue()).isTrue();
        assertThat(now.get(1).path("denied").booleanValue()).isFalse();
        var edited =
                nurse.post(
                        "/phrases/trial",
                        "{\"text\":\"knee pain\",\"book\":{\"phrases\":[{\"kind\":\"RED_FLAG\",\"words\":\"knee\"}]}}");
        assertThat(edited).hasSize(1);
        assertThat(nurse.refused(HttpMethod.POST, "/phrases/trial", "{}")).isEqualTo(422);
    }

    private static String form(int basedOn, String words) {
        return "{\"basedOn\":%d,\"note\":\"\",\"book\":{\"phrases\":[{\"kind\":\"RED_FLAG\",\"words\":\"%s\"}]}}"
                .formatted(basedOn, words);
    }
}
