package org.aftercall.recording.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.recording.CallIds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Redactions;
import org.aftercall.recording.Voices;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        module = "recording",
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/PlayingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class PlayingTests {
    private static final Path SPOOL = Path.of("target/var/PlayingTests/tapes");

    @Autowired MockMvc mvc;
    @Autowired Recordings recordings;
    @Autowired Redactions redactions;
    @Autowired Vault vault;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    private final UUID record = UUID.randomUUID();
    private SignedIn nurse = SignedIn.as(Role.NURSE, DataScope.EVERYTHING);
    private RecordingId id = new RecordingId(record);

    @BeforeEach
    void aRecordingOfCardiology() throws IOException {
        nurse = SignedIn.as(Role.NURSE, DataScope.of(java.util.Set.of("Cardiology")));
        id = stored();
    }

    @Test
    void theWholeIsWhatWasStored() throws Exception {
        var all = play(get(media()));
        assertThat(all.getStatus()).isEqualTo(200);
        assertThat(all.getContentType()).isEqualTo("audio/ogg");
        assertThat(all.getHeader("Accept-Ranges")).isEqualTo("bytes");
        assertThat(all.getHeader("Cache-Control")).isEqualTo("no-store");
        var view =
                JsonMapper.shared()
                        .readTree(
                                play(get("/api/v1/recordings/" + id.value())).getContentAsString());
        assertThat(sha(all.getContentAsByteArray())).isEqualTo(view.path("sha256").stringValue());
        assertThat(view.path("state").stringValue()).isEqualTo("STORED");
        assertThat(view.path("durationMs").intValue()).isEqualTo(20_000);
        assertThat(view.path("peaks").path("left")).hasSize(1000);
        assertThat(view.path("peaks").path("left").get(3).intValue()).isBetween(60, 75);
        assertThat(view.path("peaks").path("right").get(3).intValue()).isBetween(30, 45);
        assertThat(view.path("leftName").stringValue()).isEqualTo("Nurse");
        assertThat(view.path("recordId").stringValue()).isEqualTo(record.toString());
    }

    @Test
    void theWaveformOfATalkOfHoursComesInFewPointsAndLosesNoLoudOne() throws Exception {
        db.sql(
                        """
                        UPDATE recording.recording SET nurse_peaks = decode(repeat('05', 299999) || 'c8' || repeat('05', 60000), 'hex'),
                               patient_peaks = decode(repeat('00', 360000), 'hex') WHERE id = ?
                        """)
                .param(id.value())
                .update();
        var view = play(get("/api/v1/recordings/" + id.value())).getContentAsString();
        var peaks = JsonMapper.shared().readTree(view).path("peaks");
        assertThat(peaks.path("perSecond").intValue()).isEqualTo(5);
        assertThat(peaks.path("left")).hasSize(36_000);
        assertThat(peaks.path("left").get(29_999).intValue()).isEqualTo(200);
        assertThat(peaks.path("left").get(30_000).intValue()).isEqualTo(5);
        assertThat(view.length()).isLessThan(200_000);
    }

    @Test
    void anyRangeIsAStretchOfTheWhole() throws Exception {
        var whole = play(get(media())).getContentAsByteArray();
        var random = new Random(5);
        for (int i = 0; i < 25; i++) {
            int from = random.nextInt(whole.length);
            int last = from + random.nextInt(whole.length - from);
            var part = play(get(media()).header("Range", "bytes=" + from + "-" + last));
            assertThat(part.getStatus()).isEqualTo(206);
            assertThat(part.getHeader("Content-Range"))
                    .isEqualTo("bytes " + from + "-" + last + "/" + whole.length);
            assertThat(part.getContentLength()).isEqualTo(last + 1 - from);
            assertThat(part.getContentAsByteArray())
                    .isEqualTo(Arrays.copyOfRange(whole, from, last + 1));
        }
        var tail = play(get(media()).header("Range", "bytes=-100"));
        assertThat(tail.getContentAsByteArray())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 100, whole.length));
        var rest = play(get(media()).header("Range", "bytes=500-"));
        assertThat(rest.getContentAsByteArray())
                .isEqualTo(Arrays.copyOfRange(whole, 500, whole.length));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=99999999-, 416",
        "bytes=-0, 416",
        "'bytes=0-1,4-5', 200",
        "bytes=7-3, 200",
        "bytes=x, 200",
        "lines=1-2, 200",
        "bytes=99999999999999999999999-, 200"
    })
    void strangeRangesGetAPlainAnswer(String range, int status) throws Exception {
        assertThat(play(get(media()).header("Range", range)).getStatus()).isEqualTo(status);
    }

    @Test
    void aHeadRequestPlaysNothing() throws Exception {
        int before = plays();
        var head = play(head(media()));
        assertThat(head.getStatus()).isEqualTo(200);
        assertThat(head.getContentLength()).isPositive();
        assertThat(head.getContentAsByteArray()).isEmpty();
        assertThat(plays()).isEqualTo(before);
    }

    @Test
    void eachPlayIsOneRowOfTheTrail() throws Exception {
        int before = plays();
        play(get(media()).header("Range", "bytes=0-"));
        assertThat(plays()).isEqualTo(before + 1);
        play(get(media()).header("Range", "bytes=100-200"));
        play(get(media()).header("Range", "bytes=300-"));
        assertThat(plays()).isEqualTo(before + 1);
        play(get(media()));
        assertThat(plays()).isEqualTo(before + 2);
        clock.advance(java.time.Duration.ofMinutes(11));
        play(get(media()).header("Range", "bytes=1-"));
        assertThat(plays()).isEqualTo(before + 3);
        var other = SignedIn.as(Role.QUALITY, DataScope.EVERYTHING);
        mvc.perform(get(media()).header("Range", "bytes=1-").with(other)).andReturn();
        assertThat(plays()).isEqualTo(before + 4);
    }

    @Test
    void whoMayNotHearItHearsNothingAndLeavesNoPlay() throws Exception {
        int before = plays();
        var elsewhere = SignedIn.as(Role.NURSE, DataScope.of(java.util.Set.of("Surgery")));
        var admin = SignedIn.as(Role.ADMIN, DataScope.EVERYTHING);
        for (var path : new String[] {media(), "/api/v1/recordings/" + id.value()}) {
            assertThat(status(get(path).with(elsewhere))).isEqualTo(403);
            assertThat(status(get(path).with(admin))).isEqualTo(403);
            assertThat(status(get(path))).isEqualTo(401);
        }
        assertThat(status(get("/api/v1/recordings/" + UUID.randomUUID()).with(nurse)))
                .isEqualTo(404);
        assertThat(plays()).isEqualTo(before);
    }

    @Test
    void anUnlabelledRecordingIsForThoseWhoSeeEverything() throws Exception {
        db.sql("UPDATE recording.recording SET record_id = NULL WHERE id = ?")
                .param(id.value())
                .update();
        assertThat(play(get(media())).getStatus()).isEqualTo(403);
        var all = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
        assertThat(status(get(media()).with(all))).isEqualTo(200);
    }

    @Test
    void aRecordingThatIsNotWhatWasStoredIsNotPlayed() throws Exception {
        vault.remove(id.value());
        var answer = play(get(media()));
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("recording.broken");
    }

    private String media() {
        return "/api/v1/recordings/" + id.value() + "/media";
    }

    private MockHttpServletResponse play(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(nurse)).andReturn().getResponse();
    }

    private int status(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }

    private int plays() {
        return db.sql(
                        "SELECT count(*) FROM audit.access WHERE action = 'recording.play' AND subject_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    private RecordingId stored() throws IOException {
        CallId call = CallIds.over(db, clock.instant(), true);
        Voices.write(
                SPOOL.resolve(call.value() + ".raw"),
                Voices.tone(20, 440, 9000),
                Voices.tone(20, 700, 5000));
        recordings.label(call, new Recording.Label(record, "Cardiology", "Nurse", "Patient", "en"));
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
        Awaitility.await()
                .until(() ->
                        recordings.of(call).orElseThrow().state()
                                instanceof Recording.State.Stored);
        assertThat(Files.exists(SPOOL)).isTrue();
        var stored = recordings.of(call).orElseThrow().id();
        redactions.found(stored, List.of());
        return stored;
    }

    private static String sha(byte[] bytes) throws java.security.NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
