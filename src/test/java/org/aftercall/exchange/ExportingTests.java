package org.aftercall.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallEnded;
import org.aftercall.kernel.Chore;
import org.aftercall.kernel.DataScope;
import org.aftercall.recording.CallIds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Redactions;
import org.aftercall.recording.Voices;
import org.aftercall.recording.media.Saved;
import org.aftercall.recording.media.Sides;
import org.aftercall.recording.media.Tape;
import org.aftercall.recording.media.Tones;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        module = "exchange",
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ExportingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class ExportingTests {
    private static final Path SPOOL = Path.of("target/var/ExportingTests/tapes");

    @Autowired MockMvc mvc;
    @Autowired Recordings recordings;
    @Autowired Redactions redactions;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;
    @Autowired List<Chore> chores;

    private SignedIn chief = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private UUID me = UUID.randomUUID();

    @BeforeEach
    void somebodyEmployed() {
        me = UUID.randomUUID();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, password_hash, stamp)
                        VALUES (:id, :login, 'Chief', 'SUPERVISOR', 'x', :id)
                        """)
                .param("id", me)
                .param("login", "c" + me.toString().substring(0, 8))
                .update();
        chief =
                SignedIn.as(
                        new org.aftercall.staff.StaffMember(
                                new org.aftercall.staff.StaffId(me),
                                "chief",
                                "Chief",
                                Role.SUPERVISOR,
                                DataScope.of(Set.of("Cardiology")),
                                java.util.Optional.empty(),
                                org.aftercall.kernel.DeskKind.BROWSER,
                                org.aftercall.staff.Presence.READY,
                                false));
    }

    @Test
    void aParcelListsItselfIsSignedAndTellsWhoseItIs() throws Exception {
        var id = stored(UUID.randomUUID(), "Cardiology");
        var answer = take("/api/v1/recordings/" + id.value() + "/export", "complaint 17");
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("application/zip");
        var files = unzip(answer.getContentAsByteArray());
        var folder = "calls/" + recordings.find(id).orElseThrow().call().value() + "/";
        assertThat(files)
                .containsKeys(
                        folder + "audio.ogg",
                        folder + "recording.json",
                        "README.txt",
                        "manifest.json",
                        "manifest.sig",
                        "public-key.pem");
        var manifest = JsonMapper.shared().readTree(of(files, "manifest.json"));
        assertThat(manifest.path("takenBy").stringValue()).isEqualTo("Chief");
        assertThat(manifest.path("reason").stringValue()).isEqualTo("complaint 17");
        assertThat(manifest.path("files")).hasSizeGreaterThan(2);
        manifest.path("files")
                .forEach(f ->
                        assertThat(sha(of(files, f.path("name").stringValue())))
                                .isEqualTo(f.path("sha256").stringValue()));
        var stored = (Recording.State.Stored) recordings.find(id).orElseThrow().state();
        assertThat(manifest.path("recordings").get(0).path("sha256OfTheOriginal").stringValue())
                .isEqualTo(stored.sha256());
        var key =
                Base64.getMimeDecoder()
                        .decode(
                                new String(of(files, "public-key.pem"), StandardCharsets.US_ASCII)
                                        .replaceAll("-----[A-Z ]+-----", ""));
        assertThat(HouseSeal.holds(key, of(files, "manifest.json"), of(files, "manifest.sig")))
                .isTrue();
        var forged = of(files, "manifest.json").clone();
        forged[forged.length / 2] ^= 1;
        assertThat(HouseSeal.holds(key, forged, of(files, "manifest.sig"))).isFalse();
        assertThat(audited(id)).isOne();
        var traced = traced(of(files, folder + "audio.ogg"));
        assertThat(traced.path("export")).isEqualTo(manifest.path("export"));
        assertThat(traced.path("who").stringValue()).isEqualTo("Chief");
        assertThat(traced.path("reason").stringValue()).isEqualTo("complaint 17");
        assertThat(traced.path("fromMs").longValue()).isLessThan(20);
        assertThat(
                        db.sql("SELECT subject_id FROM audit.access WHERE action = 'export.trace'")
                                .query(UUID.class)
                                .list())
                .contains(UUID.fromString(manifest.path("export").stringValue()));
    }

    @Test
    void aPieceOfACopyIsKnownAgainAsWhateverItWasSaved() throws Exception {
        var id = stored(UUID.randomUUID(), "Cardiology");
        var copy = sound(take("/api/v1/recordings/" + id.value() + "/export", "complaint 18"));
        // A later copy of the same call: of two marks it bears one.
        take("/api/v1/recordings/" + id.value() + "/export", "audit");
        var traced = traced(Saved.as(copy, 4.5, "mp3", "libmp3lame", 44_100, 1, 64_000));
        assertThat(traced.path("reason").stringValue()).isEqualTo("complaint 18");
        assertThat(traced.path("fromMs").longValue()).isBetween(4_400L, 4_600L);
    }

    @Test
    void whatNeverLeftTheHouseIsNobodysAndSoItSays() throws Exception {
        var tape = Voices.tape(Voices.tone(12, 440, 9000), Voices.tone(12, 700, 5000));
        var out = new ByteArrayOutputStream();
        Tape.toOpus(new ByteArrayInputStream(tape), out);
        stored(UUID.randomUUID(), "Cardiology");
        var said = traced(out.toByteArray());
        assertThat(said.path("export").isMissingNode()).isTrue();
        assertThat(said.path("seconds").intValue()).isBetween(6, 12);
        assertThat(said.path("compared").isMissingNode()).isFalse();
    }

    @Test
    void whatIsNoSoundOrHoldsNoVoiceIsRefusedWithAReason() throws Exception {
        assertThat(trace("no sound".getBytes(StandardCharsets.US_ASCII)).getContentAsString())
                .contains("export.unreadable");
        var out = new ByteArrayOutputStream();
        Tape.toOpus(
                new ByteArrayInputStream(
                        Voices.tape(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000))),
                out);
        var little = trace(out.toByteArray());
        assertThat(little.getStatus()).isEqualTo(422);
        assertThat(little.getContentAsString()).contains("export.tooLittle");
    }

    /** As the README of the parcel and ours say it. */
    @Test
    void anybodyWithThePublicKeyChecksAParcelWithOpenssl(@TempDir Path folder) throws Exception {
        var id = stored(UUID.randomUUID(), "Cardiology");
        var files =
                unzip(
                        take("/api/v1/recordings/" + id.value() + "/export", "complaint")
                                .getContentAsByteArray());
        for (var name : List.of("manifest.json", "manifest.sig")) {
            Files.write(folder.resolve(name), of(files, name));
        }
        var shown =
                JsonMapper.shared()
                        .readTree(
                                mvc.perform(get("/api/v1/exports/public-key").with(chief))
                                        .andReturn()
                                        .getResponse()
                                        .getContentAsString());
        var printed =
                chores.stream()
                                .filter(c -> c.name().equals("keys.signing"))
                                .findFirst()
                                .orElseThrow()
                                .run()
                                .stream()
                                .collect(Collectors.joining("\n"))
                        + "\n";
        assertThat(printed)
                .isEqualTo(shown.path("pem").stringValue())
                .isEqualTo(new String(of(files, "public-key.pem"), StandardCharsets.US_ASCII));
        Files.writeString(folder.resolve("public-key.pem"), printed);
        var command =
                Parcel.README
                        .lines()
                        .filter(l -> l.contains("openssl"))
                        .findFirst()
                        .orElseThrow()
                        .strip();
        assertThat(Files.readString(Path.of("storage/README.md"))).contains(command);
        assertThat(run(folder, command)).contains("Signature Verified Successfully");
        assertThat(run(folder, "openssl pkey -pubin -in public-key.pem -outform DER | sha256sum"))
                .startsWith(shown.path("sha256").stringValue());
        Files.writeString(folder.resolve("manifest.json"), " ", StandardOpenOption.APPEND);
        assertThat(run(folder, command)).contains("Signature Verification Failure");
    }

    private static String run(Path folder, String command) throws Exception {
        var process =
                new ProcessBuilder("sh", "-c", command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] sound(MockHttpServletResponse parcel) throws IOException {
        return unzip(parcel.getContentAsByteArray()).entrySet().stream()
                .filter(e -> e.getKey().endsWith("audio.ogg"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** What is said last; before it, how far it was. */
    private JsonNode traced(byte[] copy) throws Exception {
        var answer = trace(copy);
        assertThat(answer.getStatus()).isEqualTo(200);
        var lines =
                answer.getContentAsString()
                        .lines()
                        .map(l -> JsonMapper.shared().readTree(l))
                        .toList();
        assertThat(lines.subList(0, lines.size() - 1))
                .isNotEmpty()
                .allSatisfy(l ->
                        assertThat(l.path("compared").intValue())
                                .isLessThan(l.path("of").intValue()));
        return lines.getLast();
    }

    private MockHttpServletResponse trace(byte[] copy) throws Exception {
        return mvc.perform(
                        multipart("/api/v1/exports/trace")
                                .file("file", copy)
                                .with(chief)
                                .with(csrf()))
                .andReturn()
                .getResponse();
    }

    @Test
    void aCaseIsAllItsCallsAndEachOfThemIsNoted() throws Exception {
        var stay = UUID.randomUUID();
        var one = stored(stay, "Cardiology");
        var two = stored(stay, "Cardiology");
        stored(UUID.randomUUID(), "Cardiology");
        var files =
                unzip(take("/api/v1/stays/" + stay + "/export", "audit").getContentAsByteArray());
        assertThat(files.keySet().stream().filter(n -> n.endsWith("audio.ogg"))).hasSize(2);
        assertThat(audited(one)).isOne();
        assertThat(audited(two)).isOne();
    }

    @Test
    void withoutAReasonARightOrTheDepartmentNothingLeaves() throws Exception {
        var id = stored(UUID.randomUUID(), "Cardiology");
        var elsewhere = stored(UUID.randomUUID(), "Surgery");
        var path = "/api/v1/recordings/" + id.value() + "/export";
        assertThat(take(path, "  ").getStatus()).isEqualTo(422);
        assertThat(take("/api/v1/recordings/" + elsewhere.value() + "/export", "x").getStatus())
                .isEqualTo(403);
        assertThat(take("/api/v1/stays/" + UUID.randomUUID() + "/export", "x").getStatus())
                .isEqualTo(404);
        chief = SignedIn.as(Role.NURSE, DataScope.EVERYTHING);
        assertThat(take(path, "x").getStatus()).isEqualTo(403);
        assertThat(audited(id)).isZero();
        assertThat(audited(elsewhere)).isZero();
    }

    @Test
    void inAMaskedParcelNumbersAreAToneAndDots() throws Exception {
        var id = stored(UUID.randomUUID(), "Cardiology");
        var path = "/api/v1/recordings/" + id.value() + "/export";
        var folder = "calls/" + recordings.find(id).orElseThrow().call().value() + "/";
        // Nobody has looked yet for what must be covered.
        assertThat(take(path, "court", true).getStatus()).isEqualTo(423);
        assertThat(audited(id)).isZero();
        said(id, "call 13800000000 please");
        redactions.found(id, List.of(new Redactions.Stretch(5_200, 6_500)));
        var files = unzip(take(path, "court", true).getContentAsByteArray());
        var manifest = JsonMapper.shared().readTree(of(files, "manifest.json"));
        assertThat(manifest.path("masked").booleanValue()).isTrue();
        assertThat(tone(of(files, folder + "audio.ogg"))).isGreaterThan(0.98);
        var about = JsonMapper.shared().readTree(of(files, folder + "recording.json"));
        assertThat(about.path("bleeped").get(0).path("from").longValue()).isEqualTo(5_050);
        assertThat(new String(of(files, folder + "transcript.json"), StandardCharsets.UTF_8))
                .contains("call ●●● please")
                .doesNotContain("138");
        var whole = unzip(take(path, "review", false).getContentAsByteArray());
        assertThat(tone(of(whole, folder + "audio.ogg"))).isLessThan(0.1);
        assertThat(new String(of(whole, folder + "transcript.json"), StandardCharsets.UTF_8))
                .contains("13800000000");
        assertThat(lastExport()).doesNotContain("masked");
        var transcript = JsonMapper.shared().readTree(of(whole, folder + "transcript.json"));
        var word = transcript.path(0).path("words").path(2);
        assertThat(word.path("word").stringValue()).isEqualTo("please");
        assertThat(word.path("fromMs").intValue()).isEqualTo(6_500);
        assertThat(word.path("toMs").intValue()).isEqualTo(6_900);
        assertThat(word.path("confidence").doubleValue()).isEqualTo(1);
        assertThat(transcript.path(0).path("corrected").isMissingNode()).isTrue();
        take(path, "court", true);
        assertThat(lastExport()).endsWith(" masked");
    }

    @Test
    void whatAPersonCorrectedLeavesWithWhatWasHeardAndCoveredWithoutIt() throws Exception {
        var id = stored(UUID.randomUUID(), "Cardiology");
        var path = "/api/v1/recordings/" + id.value() + "/export";
        var folder = "calls/" + recordings.find(id).orElseThrow().call().value() + "/";
        said(id, "call 13800000000 please");
        redactions.found(id, List.of(new Redactions.Stretch(5_200, 6_500)));
        db.sql(
                        """
                        INSERT INTO transcript.correction (transcript_id, seq, version, words, corrected_by, corrected_at)
                        SELECT id, 0, 0, '[{"w":"fall","s":5000,"e":5200,"c":0.4},{"w":"13800000000","s":5200,"e":6500,"c":1}]', :by, now()
                        FROM transcript.transcript WHERE recording_id = :id
                        """)
                .param("by", me)
                .param("id", id.value())
                .update();
        var whole = unzip(take(path, "review", false).getContentAsByteArray());
        var old =
                JsonMapper.shared()
                        .readTree(of(whole, folder + "transcript.json"))
                        .path(0)
                        .path("corrected")
                        .path(0);
        assertThat(old.path("text").stringValue()).isEqualTo("fall 13800000000");
        assertThat(old.path("version").intValue()).isZero();
        assertThat(old.path("replacedBy").stringValue()).isEqualTo("Chief");
        var covered =
                new String(
                        of(
                                unzip(take(path, "court", true).getContentAsByteArray()),
                                folder + "transcript.json"),
                        StandardCharsets.UTF_8);
        assertThat(covered).contains("replacedAt").doesNotContain("138", "fall");
    }

    private static double tone(byte[] copy) throws IOException {
        var patient = Sides.of(new ByteArrayInputStream(copy), 15)[1];
        return Tones.share(Arrays.copyOfRange(patient, 42_000, 51_000), 1000);
    }

    private String lastExport() {
        return db.sql(
                        "SELECT detail FROM audit.access WHERE action = 'recording.export' ORDER BY seq DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    /** The second word is a telephone number. */
    private void said(RecordingId id, String text) {
        // Made by the room that listens, which has no model here.
        Awaitility.await()
                .until(() ->
                        db.sql(
                                                """
                                                UPDATE transcript.transcript
                                                SET state = 'READY', language = 'en', model = 'test', made_at = now()
                                                WHERE recording_id = ?
                                                """)
                                        .param(id.value())
                                        .update()
                                == 1);
        var transcript =
                db.sql("SELECT id FROM transcript.transcript WHERE recording_id = ?")
                        .param(id.value())
                        .query(UUID.class)
                        .single();
        var words =
                """
                [{"w":"call","s":5000,"e":5200,"c":1},{"w":"13800000000","s":5200,"e":6500,"c":1},{"w":"please","s":6500,"e":6900,"c":1}]
                """;
        db.sql(
                        """
                        INSERT INTO transcript.utterance (transcript_id, seq, speaker, from_ms, to_ms, text, words, terms, call_at)
                        VALUES (:id, 0, 'PATIENT', 5000, 6900, :text, :words::jsonb, '{}', now())
                        """)
                .param("id", transcript)
                .param("text", text)
                .param("words", words)
                .update();
        db.sql(
                        """
                        INSERT INTO transcript.hidden (transcript_id, seq, from_word, to_word, kind, speaker, from_ms, to_ms)
                        VALUES (:id, 0, 1, 2, 'PHONE', 'PATIENT', 5200, 6500)
                        """)
                .param("id", transcript)
                .update();
    }

    private MockHttpServletResponse take(String path, String reason) throws Exception {
        return take(path, reason, false);
    }

    private MockHttpServletResponse take(String path, String reason, boolean masked)
            throws Exception {
        return mvc.perform(
                        post(path)
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(
                                        "{\"reason\": \""
                                                + reason
                                                + "\", \"masked\": "
                                                + masked
                                                + "}")
                                .with(chief)
                                .with(csrf()))
                .andReturn()
                .getResponse();
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor csrf() {
        return org.springframework.security.test.web.servlet.request
                .SecurityMockMvcRequestPostProcessors.csrf();
    }

    private int audited(RecordingId id) {
        return db.sql(
                        """
                        SELECT count(*) FROM audit.access WHERE action = 'recording.export' AND subject_id = ?
                        """)
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    private RecordingId stored(UUID stay, String department) throws IOException {
        var call = CallIds.over(db, clock.instant(), true);
        Voices.write(
                SPOOL.resolve(call.value() + ".raw"),
                Voices.tone(15, 440, 9000),
                Voices.tone(15, 700, 5000));
        recordings.label(
                call, new Recording.Label(UUID.randomUUID(), department, "Nurse", "Patient", "en"));
        recordings.belongs(call, new Recording.Owner(UUID.randomUUID(), stay, UUID.randomUUID()));
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
        Awaitility.await()
                .until(() ->
                        recordings.of(call).orElseThrow().state()
                                instanceof Recording.State.Stored);
        return recordings.of(call).orElseThrow().id();
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] of(Map<String, byte[]> files, String name) {
        return java.util.Objects.requireNonNull(files.get(name), name);
    }

    private static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
