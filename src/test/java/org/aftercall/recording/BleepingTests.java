package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallEnded;
import org.aftercall.kernel.DataScope;
import org.aftercall.recording.Redactions.Stretch;
import org.aftercall.recording.Redactions.Version;
import org.aftercall.recording.media.Bleep;
import org.aftercall.recording.media.Sides;
import org.aftercall.recording.media.Tones;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Words that not everybody may hear are a tone, by who listens. */
@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        module = "recording",
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/BleepingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class BleepingTests {
    private static final Path SPOOL = Path.of("target/var/BleepingTests/tapes");
    private static final int RATE = 8000;
    private static final int SECONDS = 12;
    private static final Stretch NUMBER = new Stretch(5_000, 6_500);

    @Autowired MockMvc mvc;
    @Autowired Recordings recordings;
    @Autowired Redactions redactions;
    @Autowired Vault vault;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    private SignedIn nurse = SignedIn.as(Role.NURSE, DataScope.EVERYTHING);
    private SignedIn supervisor = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private RecordingId id = new RecordingId(UUID.randomUUID());

    @BeforeEach
    void aTalkWithANumberInIt() throws IOException, InterruptedException {
        nurse = SignedIn.as(Role.NURSE, DataScope.of(Set.of("Cardiology")));
        supervisor = SignedIn.as(Role.SUPERVISOR, DataScope.of(Set.of("Cardiology")));
        id = stored();
        redactions.found(id, List.of(NUMBER));
    }

    @ParameterizedTest
    @CsvSource({
        "NURSE, BLEEPED",
        "QUALITY, BLEEPED",
        "PHYSICIAN, BLEEPED",
        "SUPERVISOR, ORIGINAL",
        "ADMIN, nothing"
    })
    void whoMayNotHearTheNumberHearsATone(Role role, String version) throws Exception {
        var who = SignedIn.as(role, DataScope.EVERYTHING);
        var sound = answer(get(media()), who);
        if (version.equals("nothing")) {
            assertThat(sound.getStatus()).isEqualTo(403);
            return;
        }
        assertThat(sound.getStatus()).isEqualTo(200);
        assertThat(view(who).path("hearing").path("version").stringValue()).isEqualTo(version);
        var clear = sides(answer(get(media()), supervisor));
        var heard = sides(sound);
        for (int side = 0; side < 2; side++) {
            var word = cut(heard[side], 5_000, 6_500);
            boolean tone = Tones.share(word, 1000) > 0.99;
            assertThat(tone).isEqualTo(version.equals("BLEEPED"));
            assertThat(
                            Math.abs(
                                    Tones.likeness(
                                            Tones.withoutTone(word),
                                            cut(clear[side], 5_000, 6_500))))
                    .satisfies(like -> {
                        if (tone) {
                            assertThat(like).isLessThan(0.1);
                        } else {
                            assertThat(like).isGreaterThan(0.99);
                        }
                    });
            assertThat(cut(heard[side], 0, 4_700)).isEqualTo(cut(clear[side], 0, 4_700));
            assertThat(
                            Tones.likeness(
                                    cut(heard[side], 7_600, 11_500),
                                    cut(clear[side], 7_600, 11_500)))
                    .isGreaterThan(0.9999);
        }
    }

    @Test
    void whoMayHearItHearsWhatWasStored() throws Exception {
        var sound = answer(get(media()), supervisor);
        var view = view(supervisor);
        assertThat(sha(sound)).isEqualTo(view.path("sha256").stringValue());
        // She is told what others do not hear.
        assertThat(view.path("hearing").path("bleeps")).hasSize(1);
    }

    @Test
    void anyRangeIsAStretchOfHerVersion() throws Exception {
        var whole = answer(get(media()), nurse);
        var bytes = whole.getContentAsByteArray();
        assertThat(whole.getContentLength()).isEqualTo(bytes.length);
        assertThat(whole.getHeader("ETag")).isEqualTo("\"" + sha(whole) + "\"");
        var digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha(whole)));
        assertThat(whole.getHeader("Repr-Digest")).isEqualTo("sha-256=:" + digest + ":");
        assertThat(answer(head(media()), nurse).getContentLength()).isEqualTo(bytes.length);
        var random = new Random(11);
        for (int i = 0; i < 25; i++) {
            int from = random.nextInt(bytes.length);
            int last = from + random.nextInt(bytes.length - from);
            var part = answer(get(media()).header("Range", "bytes=" + from + "-" + last), nurse);
            assertThat(part.getStatus()).isEqualTo(206);
            assertThat(part.getHeader("Content-Range"))
                    .isEqualTo("bytes " + from + "-" + last + "/" + bytes.length);
            assertThat(part.getContentAsByteArray())
                    .isEqualTo(Arrays.copyOfRange(bytes, from, last + 1));
        }
    }

    @Test
    void theWaveformShowsTheToneToo() throws Exception {
        var hers = view(nurse).path("peaks");
        var whole = view(supervisor).path("peaks");
        for (var side : List.of("left", "right")) {
            assertThat(hers.path(side)).hasSameSizeAs(whole.path(side));
            for (int i = 0; i < hers.path(side).size(); i++) {
                boolean inside =
                        i * 20 + 20 > 5_000 - Bleep.MARGIN_MS && i * 20 < 6_500 + Bleep.MARGIN_MS;
                assertThat(hers.path(side).get(i).intValue())
                        .isEqualTo(inside ? 32 : whole.path(side).get(i).intValue());
            }
        }
        var bleep = view(nurse).path("hearing").path("bleeps").get(0);
        assertThat(bleep.path("from").longValue()).isEqualTo(5_000 - Bleep.MARGIN_MS);
        assertThat(bleep.path("until").longValue()).isEqualTo(6_500 + Bleep.MARGIN_MS);
    }

    @Test
    void theTrailSaysWhichVersionWasHeard() throws Exception {
        answer(get(media()), nurse);
        assertThat(lastPlay()).endsWith("version=bleeped:1");
        answer(get(media()), supervisor);
        assertThat(lastPlay()).endsWith("version=original");
    }

    @Test
    void otherWordsAreAnotherVersionAndAnotherPlay() throws Exception {
        var first = answer(get(media()), nurse);
        answer(get(media()).header("Range", "bytes=500-900"), nurse);
        int plays = plays();
        redactions.found(id, List.of(NUMBER, new Stretch(9_000, 9_500)));
        var etag = String.valueOf(first.getHeader("ETag"));
        var stale =
                answer(
                        get(media()).header("Range", "bytes=500-900").header("If-Range", etag),
                        nurse);
        // Not a stretch that would not fit the ones she has.
        assertThat(stale.getStatus()).isEqualTo(200);
        assertThat(plays()).isEqualTo(plays + 1);
        assertThat(lastPlay()).endsWith("version=bleeped:2");
        var same = String.valueOf(stale.getHeader("ETag"));
        var part =
                answer(
                        get(media()).header("Range", "bytes=500-900").header("If-Range", same),
                        nurse);
        assertThat(part.getStatus()).isEqualTo(206);
        assertThat(plays()).isEqualTo(plays + 1);
    }

    @Test
    void whereNothingIsHiddenEverybodyHearsTheOriginal() throws Exception {
        redactions.found(id, List.of());
        assertThat(sha(answer(get(media()), nurse)))
                .isEqualTo(view(supervisor).path("sha256").stringValue());
        assertThat(lastPlay()).endsWith("version=original");
    }

    @Test
    void beforeAnybodyHasLookedItIsWithheldFromWhoMayNotHearAll() throws Exception {
        id = stored();
        int before = plays();
        var refused = answer(get(media()), nurse);
        assertThat(refused.getStatus()).isEqualTo(423);
        assertThat(refused.getContentAsString()).contains("recording.unsearched");
        assertThat(answer(get(media()).header("Range", "bytes=100-200"), nurse).getStatus())
                .isEqualTo(423);
        assertThat(view(nurse).path("hearing").path("version").stringValue()).isEqualTo("WITHHELD");
        assertThat(plays()).isEqualTo(before);
        assertThat(answer(get(media()), supervisor).getStatus()).isEqualTo(200);
        // Where nobody will ever look, waiting helps nobody.
        redactions.hopeless(id);
        assertThat(answer(get(media()), nurse).getStatus()).isEqualTo(200);
        redactions.found(id, List.of(NUMBER));
        redactions.hopeless(id);
        assertThat(view(nurse).path("hearing").path("version").stringValue()).isEqualTo("BLEEPED");
    }

    @ParameterizedTest
    @EnumSource(RecordingSettings.Unsearched.class)
    void theHouseDecidesWhatIsHeardBeforeAnybodyHasLooked(RecordingSettings.Unsearched choice)
            throws Exception {
        id = stored();
        var house = new Redactions(db, settings(choice));
        boolean plays = choice == RecordingSettings.Unsearched.PLAY;
        assertThat(house.forOthers(id))
                .isEqualTo(plays ? new Version.Original() : new Version.Withheld());
        house.hopeless(id);
        boolean refuses = choice == RecordingSettings.Unsearched.REFUSE;
        assertThat(house.forOthers(id))
                .isEqualTo(refuses ? new Version.Withheld() : new Version.Original());
        // A copy that claims to be covered is so, or there is none.
        assertThat(house.covered(id)).isInstanceOf(Version.Withheld.class);
        house.found(id, List.of(NUMBER));
        assertThat(house.forOthers(id)).isInstanceOf(Version.Bleeped.class);
        assertThat(house.covered(id)).isInstanceOf(Version.Bleeped.class);
    }

    @Test
    void whatIsNotWhatWasStoredIsNotCopiedEither() throws Exception {
        db.sql("UPDATE recording.recording SET sha256 = sha256(sha256) WHERE id = ?")
                .param(id.value())
                .update();
        var broken = answer(get(media()), nurse);
        assertThat(broken.getStatus()).isEqualTo(503);
        assertThat(broken.getContentAsString()).contains("recording.broken");
        vault.remove(id.value());
        assertThat(answer(get(media()), nurse).getStatus()).isEqualTo(503);
    }

    @Test
    void theCopyIsForgottenWhenNobodyListens() throws Exception {
        var first = sha(answer(get(media()), nurse));
        clock.advance(Duration.ofMinutes(11));
        vault.remove(id.value());
        assertThat(answer(get(media()), nurse).getStatus()).isEqualTo(503);
        assertThat(first).isNotEmpty();
    }

    private static RecordingSettings settings(RecordingSettings.Unsearched choice) {
        return new RecordingSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10),
                Duration.ZERO,
                choice);
    }

    private String media() {
        return "/api/v1/recordings/" + id.value() + "/media";
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, SignedIn who)
            throws Exception {
        return mvc.perform(request.with(who)).andReturn().getResponse();
    }

    private JsonNode view(SignedIn who) throws Exception {
        return JsonMapper.shared()
                .readTree(
                        answer(get("/api/v1/recordings/" + id.value()), who).getContentAsString());
    }

    private int plays() {
        return db.sql(
                        "SELECT count(*) FROM audit.access WHERE action = 'recording.play' AND subject_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    private String lastPlay() {
        return db.sql(
                        "SELECT detail FROM audit.access WHERE action = 'recording.play' ORDER BY seq DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    private static short[][] sides(MockHttpServletResponse sound) throws IOException {
        return Sides.of(new ByteArrayInputStream(sound.getContentAsByteArray()), SECONDS);
    }

    private static short[] cut(short[] samples, int fromMs, int untilMs) {
        return Arrays.copyOfRange(samples, fromMs * RATE / 1000, untilMs * RATE / 1000);
    }

    private static String sha(MockHttpServletResponse sound) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(sound.getContentAsByteArray()));
    }

    /** Two who speak all the time. */
    private RecordingId stored() throws IOException, InterruptedException {
        var call = CallIds.over(db, clock.instant(), true);
        Voices.write(
                SPOOL.resolve(call.value() + ".raw"),
                lasting(Speech.say("en-us+f4", Speech.prompt("nurse-en").getFirst())),
                lasting(Speech.say("en-us+m3", Speech.prompt("patient-en").getFirst())));
        recordings.label(
                call,
                new Recording.Label(UUID.randomUUID(), "Cardiology", "Nurse", "Patient", "en"));
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
        Awaitility.await()
                .until(() ->
                        recordings.of(call).orElseThrow().state()
                                instanceof Recording.State.Stored);
        return recordings.of(call).orElseThrow().id();
    }

    private static short[] lasting(short[] said) {
        var all = new short[SECONDS * RATE];
        for (int i = 0; i < all.length; i++) {
            all[i] = said[i % said.length];
        }
        return all;
    }
}
