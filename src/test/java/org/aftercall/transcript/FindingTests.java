package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DataScope;
import org.aftercall.recording.CallIds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.transcript.engine.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import(FakeWorld.class)
class FindingTests {
    private static final Engine.Maker ENGLISH =
            new Engine.Maker("vosk", "demo-en", "en", true, null);

    @Autowired MockMvc mvc;
    @Autowired TranscriptRows rows;
    @Autowired Recordings recordings;
    @Autowired Transcripts transcripts;
    @Autowired Cues cues;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private final SignedIn everybody = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);

    @BeforeEach
    void nothingWasSaid() {
        db.sql("TRUNCATE transcript.transcript CASCADE").update();
    }

    @ParameterizedTest
    @CsvSource({
        "痛, 1",
        "胸痛, 1",
        "没有胸痛, 1",
        "伤口没有红肿, 1",
        "没有 胸痛, 1",
        "chest pain, 1",
        "Chest  PAIN, 1",
        "chest, 2",
        "ches, 0",
        "pain chest, 0",
        "doctor's, 1",
        "红痛, 0",
        "胸, 1",
        "口没, 1",
        "肚子, 0",
        "%, 0",
        "_, 0",
        "~, 0"
    })
    void findsWhatWasSaidAndNothingElse(String question, int hits) throws Exception {
        said("Cardiology", "伤口没有红肿 也没有胸痛", "i have no chest pain today");
        said("Surgery", "my doctor's note", "a chest infection");
        assertThat(found(question)).hasSize(hits);
    }

    @Test
    void marksShowWhereItStands() throws Exception {
        said("Cardiology", "有点头晕 头晕两天了");
        var hit = found("头晕").getFirst();
        var excerpt = hit.path("excerpt").stringValue();
        for (var mark : hit.path("marks")) {
            assertThat(excerpt.substring(mark.get(0).intValue(), mark.get(1).intValue()))
                    .isEqualTo("头晕");
        }
        assertThat(hit.path("marks")).hasSize(2);
        assertThat(hit.path("patientName").stringValue()).isEqualTo("Patient");
        assertThat(hit.path("recordId").stringValue()).hasSize(36);
    }

    @Test
    void nobodyFindsWhatHisDepartmentDidNotHear() throws Exception {
        said("Cardiology", "chest pain");
        said("Surgery", "chest pain");
        said(null, "chest pain");
        var one = SignedIn.as(Role.NURSE, DataScope.of(Set.of("Surgery")));
        var none = SignedIn.as(Role.NURSE, DataScope.of(Set.of()));
        assertThat(found("chest", one))
                .extracting(h -> h.path("department").stringValue())
                .containsExactly("Surgery");
        assertThat(found("chest", none)).isEmpty();
        assertThat(found("chest")).hasSize(3);
        assertThat(ask("?q=chest", SignedIn.as(Role.PHYSICIAN, DataScope.EVERYTHING)).getStatus())
                .isEqualTo(403);
    }

    @Test
    void filtersBySpeakerAndTime() throws Exception {
        var first = clock.instant();
        said("Cardiology", "chest pain", "no chest pain");
        clock.advance(Duration.ofDays(2));
        said("Cardiology", "chest pain");
        assertThat(found("chest&speaker=PATIENT")).hasSize(1);
        assertThat(found("chest&speaker=NURSE")).hasSize(2);
        var between = first.plus(Duration.ofDays(1));
        assertThat(found("chest&from=" + between)).hasSize(1);
        assertThat(found("chest&to=" + between)).hasSize(2);
    }

    @Test
    void filtersByListNurseOutcomeRedFlagAndLength() throws Exception {
        var worklist = UUID.randomUUID();
        var one = recordings.find(said("Cardiology", "hello", "chest pain")).orElseThrow().call();
        transcripts.know(one, new Transcripts.About(worklist, null, null));
        transcripts.know(one, new Transcripts.About(null, null, "COMPLETED_ESCALATED"));
        cues.live(one, Told.said(1, Speaker.PATIENT, "chest pain"));
        var other = said("Cardiology", "chest pain", "a", "b", "c", "d", "e");
        transcripts.know(
                recordings.find(other).orElseThrow().call(),
                new Transcripts.About(UUID.randomUUID(), null, "COMPLETED_ROUTINE"));
        assertThat(found("chest")).hasSize(2);
        assertThat(found("chest&worklist=" + worklist)).hasSize(1);
        assertThat(found("chest&outcome=COMPLETED_ROUTINE")).hasSize(1);
        assertThat(found("chest&outcome=NO_ANSWER")).isEmpty();
        assertThat(found("chest&nurse=nurs")).hasSize(2);
        assertThat(found("chest&nurse=else")).isEmpty();
        assertThat(found("chest&minSeconds=5")).hasSize(1);
        assertThat(found("chest&maxSeconds=4")).hasSize(1);
        assertThat(found("chest&flagged=true")).hasSize(1);
        // A red flag that somebody rejected is none.
        cues.judge(
                cues.of(one).getFirst(),
                Cue.Verdict.REJECTED,
                new org.aftercall.staff.StaffId(UUID.randomUUID()));
        assertThat(found("chest&flagged=true")).isEmpty();
        assertThat(ask("?q=chest&minSeconds=-1", everybody).getStatus()).isEqualTo(422);
    }

    @Test
    void pageAfterPageComesEachHitOnceAndNewestFirst() throws Exception {
        for (int i = 0; i < 7; i++) {
            said("Cardiology", "chest pain", "chest pain again", "and chest pain");
            // Some talks begin in the same moment.
            clock.advance(Duration.ofSeconds(i % 2 * 60));
        }
        var seen = new ArrayList<String>();
        var calls = new ArrayList<Instant>();
        String cursor = "";
        do {
            var page = json(ask("?q=chest pain&limit=4" + cursor, everybody));
            for (var hit : page.path("items")) {
                seen.add(hit.path("recordingId").stringValue() + hit.path("seq").intValue());
                calls.add(Instant.parse(hit.path("at").stringValue()));
            }
            cursor =
                    page.path("next").isNull()
                            ? null
                            : "&cursor=" + page.path("next").stringValue();
        } while (cursor != null);
        assertThat(seen).hasSize(21).doesNotHaveDuplicates();
        assertThat(calls.getFirst()).isAfter(calls.getLast());
    }

    @Test
    void whatWasSaidLongAgoIsFoundBehindWhatIsNew() throws Exception {
        said("Cardiology", "long ago chest pain");
        clock.advance(Duration.ofDays(400));
        for (int day = 0; day < 40; day++) {
            said("Cardiology", day % 13 == 0 ? "chest pain again" : "all is well");
            clock.advance(Duration.ofDays(1));
        }
        assertThat(found("chest pain")).hasSize(5);
        assertThat(found("long ago")).hasSize(1);
        var longAgo = clock.instant().minus(Duration.ofDays(300));
        assertThat(found("chest pain&from=" + longAgo)).hasSize(4);
        assertThat(found("chest pain&to=" + longAgo)).hasSize(1);
        assertThat(found("chest pain&from=" + clock.instant().minus(Duration.ofDays(20))))
                .hasSize(2);
        var page = json(ask("?q=chest pain&limit=2", everybody));
        var all = new ArrayList<String>();
        while (!page.path("next").isNull()) {
            page.path("items").forEach(h -> all.add(h.path("at").stringValue()));
            page =
                    json(
                            ask(
                                    "?q=chest pain&limit=2&cursor="
                                            + page.path("next").stringValue(),
                                    everybody));
        }
        page.path("items").forEach(h -> all.add(h.path("at").stringValue()));
        assertThat(all)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void missesNothingThatPlainReadingFinds() throws Exception {
        var random = new Random(11);
        var words = List.of("头", "晕", "痛", "胸", "吃", "药", "没", "有", "头晕", "pain", "chest");
        for (int i = 0; i < 40; i++) {
            var text = new StringBuilder();
            for (int w = 0; w < 8; w++) {
                text.append(words.get(random.nextInt(words.size())));
                text.append(random.nextInt(3) == 0 ? " " : "");
            }
            said("Cardiology", text.toString());
        }
        for (int i = 0; i < 40; i++) {
            var question = new StringBuilder();
            for (int w = 0; w <= random.nextInt(4); w++) {
                question.append(words.get(random.nextInt(9)));
            }
            int plain =
                    db.sql("SELECT count(*) FROM transcript.utterance WHERE text LIKE ?")
                            .param("%" + question + "%")
                            .query(Integer.class)
                            .single();
            assertThat(found(question + "&limit=100")).as(question.toString()).hasSize(plain);
        }
    }

    @Test
    void searchingAndReadingAreRowsOfTheTrail() throws Exception {
        var id = said("Cardiology", "chest pain");
        int searches = noted("transcript.search");
        found("chest");
        assertThat(noted("transcript.search")).isEqualTo(searches + 1);
        int reads = noted("transcript.read");
        var view =
                mvc.perform(
                        get("/api/v1/recordings/" + id.value() + "/transcript").with(everybody));
        assertThat(json(view.andReturn().getResponse()).path("utterances")).hasSize(1);
        assertThat(noted("transcript.read")).isEqualTo(reads + 1);
        var elsewhere = SignedIn.as(Role.NURSE, DataScope.of(Set.of("Surgery")));
        var refused =
                mvc.perform(
                        get("/api/v1/recordings/" + id.value() + "/transcript").with(elsewhere));
        assertThat(refused.andReturn().getResponse().getStatus()).isEqualTo(403);
        assertThat(noted("transcript.read")).isEqualTo(reads + 1);
    }

    @ParameterizedTest
    @CsvSource({"?q=", "?q=x&cursor=nonsense", "?q=x&speaker=DOG", "?q=x&from=yesterday", "''"})
    void aQuestionThatMakesNoSenseIsRefused(String query) throws Exception {
        assertThat(ask(query, everybody).getStatus()).isBetween(400, 422);
    }

    private List<JsonNode> found(String question) throws Exception {
        return found(question, everybody);
    }

    private List<JsonNode> found(String question, SignedIn who) throws Exception {
        var hits = new ArrayList<JsonNode>();
        json(ask("?q=" + question, who)).path("items").forEach(hits::add);
        return hits;
    }

    private MockHttpServletResponse ask(String query, SignedIn who) throws Exception {
        var request = get("/api/v1/transcripts");
        for (var pair : query.replaceFirst("^\\?", "").split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                request.param(parts[0], parts[1]);
            }
        }
        return mvc.perform(request.with(who)).andReturn().getResponse();
    }

    private static JsonNode json(MockHttpServletResponse response) throws Exception {
        assertThat(response.getStatus()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }

    private int noted(String action) {
        return db.sql("SELECT count(*) FROM audit.access WHERE action = ?")
                .param(action)
                .query(Integer.class)
                .single();
    }

    /** Nurse and patient in turn, a sentence each. */
    private RecordingId said(
            @org.jspecify.annotations.Nullable String department, String... sentences) {
        var call = CallIds.over(db, clock.instant(), true);
        if (department != null) {
            recordings.label(
                    call,
                    new Recording.Label(UUID.randomUUID(), department, "Nurse", "Patient", "en"));
        } else {
            db.sql("INSERT INTO recording.recording (id, call_id) VALUES (?, ?)")
                    .params(UUID.randomUUID(), call.value())
                    .update();
        }
        db.sql(
                        "UPDATE recording.recording SET started_at = :at, ended_at = :at WHERE call_id = :call")
                .param("at", org.aftercall.kernel.Sql.utc(clock.instant()))
                .param("call", call.value())
                .update();
        var recording = recordings.of(call).orElseThrow().id();
        rows.expect(recording, call);
        var utterances = new ArrayList<Utterance>();
        for (var sentence : sentences) {
            int n = utterances.size();
            var words =
                    Arrays.stream(sentence.split(" ", -1))
                            .filter(w -> !w.isEmpty())
                            .map(w -> new Utterance.Word(w, n * 1000, n * 1000 + 900, 1))
                            .toList();
            utterances.add(
                    new Utterance(
                            n,
                            n % 2 == 0 ? Speaker.NURSE : Speaker.PATIENT,
                            n * 1000,
                            n * 1000 + 900,
                            words));
        }
        rows.ready(
                rows.of(recording).orElseThrow().id(),
                new Interpreter.Result(ENGLISH, utterances),
                clock.instant());
        return recording;
    }
}
