package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.vault.SealedKey;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** F14 in small: what must stay stays, what must go is unreadable everywhere. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/GoverningTests/tapes",
            "aftercall.call.sweep-every=1h",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
@RecordApplicationEvents
class GoverningTests {
    private static final Path SPOOL = Path.of("target/var/GoverningTests/tapes");
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final Grounds WHY = new Grounds("asked in writing");

    @Autowired Recordings recordings;
    @Autowired Plays listening;
    @Autowired Retention retention;
    @Autowired Holds holds;
    @Autowired Erasure erasure;
    @Autowired Clearing clearing;
    @Autowired Nights nights;
    @Autowired Inventory inventory;
    @Autowired InventoryCheck check;
    @Autowired Reports reports;
    @Autowired Shelf shelf;
    @Autowired Keeper keeper;
    @Autowired SpoolSweep sweep;
    @Autowired Vault vault;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired ApplicationEvents events;

    @Value("${aftercall.var}")
    Path home;

    @AfterEach
    void clean() {
        db.sql(
                        "UPDATE recording.hold SET lifted_at = now(), lifted_by = id, lifted_why = 'end'"
                                + " WHERE lifted_at IS NULL")
                .update();
        db.sql("DELETE FROM recording.retention").update();
        db.sql("DELETE FROM recording.report").update();
        for (var id : db.sql("SELECT id FROM recording.recording").query(UUID.class).list()) {
            vault.remove(id);
        }
        db.sql("DELETE FROM recording.recording").update();
    }

    @Test
    void ofAllRulesThatFitTheLongestCountsAndWithoutOneThereIsNoEnd() throws Exception {
        var list = UUID.randomUUID();
        var plain = kept(person(), UUID.randomUUID(), "Cardiology");
        var special = kept(person(), list, "Surgery");
        recordings.outcome(recordings.find(special).orElseThrow().call(), "HARD_REFUSAL");
        assertThat(retention.of(plain).until()).isNull();
        rule(null, null, null, 30);
        rule(list, null, null, 60);
        rule(null, "Surgery", "HARD_REFUSAL", 90);
        rule(null, "Surgery", "COMPLETED_ROUTINE", 400);
        assertThat(retention.of(plain).until()).isEqualTo(began(plain).plus(Duration.ofDays(30)));
        assertThat(retention.of(special).until())
                .isEqualTo(began(special).plus(Duration.ofDays(90)));
        assertThatThrownBy(() -> rule(list, null, null, 61))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("retention.twice"));
        assertThatThrownBy(() -> rule(null, "x", null, 0))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.mends().getFirst().pointer()).isEqualTo("/days"));
    }

    @Test
    void theNightErasesWhatIsPastItsTimeOnceAndHoldsBackWhatIsHeld() throws Exception {
        var held = person();
        var gone = kept(person(), UUID.randomUUID(), "Cardiology");
        var stays = kept(held, UUID.randomUUID(), "Cardiology");
        rule(null, null, null, 10);
        CHIEF.run(() -> holds.place(held, null, WHY));
        // 02:00 in Shanghai: too early, however old they are.
        clock.set(Instant.parse("2027-02-01T18:00:00Z"));
        nights.ifDue();
        assertThat(reportsOf("2027-02-02")).isZero();
        clock.set(Instant.parse("2027-02-01T18:40:00Z"));
        nights.ifDue();
        nights.ifDue();
        var report = reports.latest(Reports.KindOf.SWEEP).orElseThrow();
        assertThat(report.figures()).containsEntry("erased", 1L).containsEntry("held", 1L);
        assertThat(reportsOf("2027-02-02")).isEqualTo(2);
        assertThat(recordings.find(gone).orElseThrow().state())
                .isInstanceOfSatisfying(
                        Recording.State.Erased.class,
                        s -> assertThat(s.why()).isEqualTo(Recording.Reason.EXPIRED));
        assertThat(recordings.find(stays).orElseThrow().state())
                .isInstanceOf(Recording.State.Stored.class);
        // The night after the hold was lifted it goes, too.
        CHIEF.run(() -> holds.lift(holds.all().getFirst().id(), WHY));
        clock.set(Instant.parse("2027-02-02T18:40:00Z"));
        nights.ifDue();
        assertThat(recordings.find(stays).orElseThrow().state().code()).isEqualTo("ERASED");
    }

    @Test
    void whoIsErasedIsUnreadableAlsoFromABackupOfTheStore() throws Exception {
        var person = person();
        var mine = new ArrayList<RecordingId>();
        for (int i = 0; i < 3; i++) {
            mine.add(kept(person, UUID.randomUUID(), "Cardiology"));
        }
        var others = kept(person(), UUID.randomUUID(), "Cardiology");
        var tape = waiting(person);
        var backup = backup();
        var key = key(mine.getFirst());
        assertThat(plays(mine.getFirst())).isTrue();
        CHIEF.run(() -> assertThat(erasure.ofPerson(person, WHY)).isEqualTo(4));
        assertThat(events.stream(RecordingErased.class)).hasSize(4);
        clearing.run();
        for (var id : mine) {
            assertThat(vault.has(id.value())).isFalse();
            assertThat(plays(id)).isFalse();
        }
        // The tape that had not been stored goes by the sweep, and is not stored.
        sweep.run(id -> keep(recordings.find(id).orElseThrow()));
        assertThat(SPOOL.resolve(tape + ".raw")).doesNotExist();
        // Somebody puts the whole store of yesterday back: there is no key to it.
        backup.forEach((id, file) -> vault.put(id, file));
        for (var id : mine) {
            assertThat(vault.has(id.value())).isTrue();
            assertThat(plays(id)).isFalse();
            assertThat(recordings.hear(id)).isEmpty();
        }
        assertThat(
                        db.sql("SELECT count(*) FROM recording.recording WHERE sealed_key = ?")
                                .param(key.sealed())
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(plays(others)).isTrue();
        assertThat(
                        db.sql(
                                        """
                                        SELECT count(*) FROM audit.access WHERE action = 'erasure'
                                        AND patient_id = ? AND detail = 'recordings=4'
                                        """)
                                .param(person)
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    @Test
    void aHoldRefusesErasureByPersonByStayAndAtTheDatabasesPrompt() throws Exception {
        var person = person();
        var stay = UUID.randomUUID();
        var id = kept(person, UUID.randomUUID(), "Cardiology", stay);
        CHIEF.run(() -> holds.place(null, stay, WHY));
        assertThat(retention.of(id).held()).isTrue();
        assertThatThrownBy(() -> CHIEF.run(() -> erasure.ofPerson(person, WHY)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> {
                            assertThat(no.code()).isEqualTo("erasure.held");
                            assertThat(no.arguments()).containsExactly(1L);
                        });
        assertThatThrownBy(() ->
                        db.sql(
                                        """
                                        UPDATE recording.recording SET sealed_key = NULL, master_id = NULL,
                                            state = 'EMPTY', reason = 'x' WHERE id = ?
                                        """)
                                .param(id.value())
                                .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("under a hold");
        assertThatThrownBy(() ->
                        db.sql("DELETE FROM recording.recording WHERE id = ?")
                                .param(id.value())
                                .update())
                .isInstanceOf(DataAccessException.class);
        assertThat(plays(id)).isTrue();
        assertThatThrownBy(() -> CHIEF.run(() -> holds.place(null, stay, WHY)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("hold.twice"));
        CHIEF.run(() -> holds.lift(holds.all().getFirst().id(), WHY));
        CHIEF.run(() -> assertThat(erasure.ofPerson(person, WHY)).isOne());
    }

    @Test
    void whoSeesOneDepartmentGovernsNoOther() throws Exception {
        var person = person();
        kept(person, UUID.randomUUID(), "Cardiology");
        var elsewhere = SignedIn.as(Role.SUPERVISOR, DataScope.of(Set.of("Surgery")));
        assertThatThrownBy(() -> elsewhere.run(() -> erasure.ofPerson(person, WHY)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("recording.scope"));
        assertThatThrownBy(() -> elsewhere.run(() -> holds.place(person, null, WHY)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> CHIEF.run(() -> holds.place(UUID.randomUUID(), null, WHY)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("recording.noneOf"));
        assertThatThrownBy(() -> Grounds.of("  ")).isInstanceOf(Refusal.class);
    }

    @Test
    void whoSeesOneDepartmentRulesOverItsRecordingsOnly() {
        var surgeon = SignedIn.as(Role.SUPERVISOR, DataScope.of(Set.of("Surgery")));
        for (var department : new String[] {null, "Cardiology"}) {
            refused(
                    "retention.scope",
                    () -> surgeon.run(() -> retention.write(days(Ids.next(), department, 1))));
            var id = Ids.next();
            CHIEF.run(() -> retention.write(days(id, department, 400)));
            refused(
                    "retention.scope",
                    () -> surgeon.run(() -> retention.write(days(id, "Surgery", 1))));
            refused("retention.scope", () -> surgeon.run(() -> retention.remove(id)));
        }
        var hers = Ids.next();
        surgeon.run(() -> {
            retention.write(days(hers, "Surgery", 30));
            retention.write(days(hers, "Surgery", 60));
            // What holds for hers, too, is hers to know; what is of others only is not.
            assertThat(retention.all())
                    .extracting(RetentionRule::department)
                    .containsExactlyInAnyOrder(null, "Surgery");
            retention.remove(hers);
        });
        CHIEF.run(() -> assertThat(retention.all()).hasSize(2));
    }

    @Test
    void whatARuleWouldEraseIsCountedBeforeItIsSaved() throws Exception {
        kept(person(), UUID.randomUUID(), "Cardiology");
        kept(person(), UUID.randomUUID(), "Cardiology");
        kept(person(), UUID.randomUUID(), "Surgery");
        var held = person();
        kept(held, UUID.randomUUID(), "Cardiology");
        CHIEF.run(() -> holds.place(held, null, WHY));
        clock.advance(Duration.ofDays(20));
        var surgeon = SignedIn.as(Role.SUPERVISOR, DataScope.of(Set.of("Surgery")));
        CHIEF.run(() -> {
            assertThat(retention.effect(days(Ids.next(), null, 10))).isEqualTo(3);
            assertThat(retention.effect(days(Ids.next(), null, 30))).isZero();
            assertThat(retention.effect(days(Ids.next(), "Cardiology", 10))).isEqualTo(2);
        });
        surgeon.run(() -> assertThat(retention.effect(days(Ids.next(), "Surgery", 10))).isOne());
        refused(
                "retention.scope",
                () -> surgeon.run(() -> retention.effect(days(Ids.next(), null, 10))));
        var id = Ids.next();
        CHIEF.run(() -> {
            retention.write(days(id, null, 400));
            // The longest counts: a shorter one beside it erases nothing, in its place it does.
            assertThat(retention.effect(days(Ids.next(), null, 10))).isZero();
            assertThat(retention.effect(days(id, null, 10))).isEqualTo(3);
            retention.write(days(id, null, 10));
            // What goes anyway does not go on account of another.
            assertThat(retention.effect(days(Ids.next(), "Surgery", 5))).isZero();
        });
    }

    @Test
    void whoSeesOneDepartmentNeitherSeesNorLiftsAHoldOfAnother() throws Exception {
        var surgeon = SignedIn.as(Role.SUPERVISOR, DataScope.of(Set.of("Surgery")));
        var heart = person();
        kept(heart, UUID.randomUUID(), "Cardiology");
        var both = person();
        kept(both, UUID.randomUUID(), "Cardiology");
        kept(both, UUID.randomUUID(), "Surgery");
        var knee = person();
        kept(knee, UUID.randomUUID(), "Surgery");
        CHIEF.run(() -> {
            for (var one : new UUID[] {heart, both, knee}) {
                holds.place(one, null, WHY);
            }
        });
        surgeon.run(() ->
                assertThat(holds.all())
                        .extracting(Hold::patient)
                        .containsExactlyInAnyOrder(knee, both));
        for (var one : new UUID[] {heart, both}) {
            refused("recording.scope", () -> surgeon.run(() -> holds.lift(holdOf(one), WHY)));
        }
        surgeon.run(() -> holds.lift(holdOf(knee), WHY));
        CHIEF.run(() -> holds.lift(holdOf(both), WHY));
        refused("hold.notInForce", () -> CHIEF.run(() -> holds.lift(Ids.next(), WHY)));
    }

    @Test
    void theInventoryFindsWhatIsMissingChangedAndNobodys() throws Exception {
        var good = kept(person(), UUID.randomUUID(), "Cardiology");
        assertThat(inventory.whole().good()).isTrue();
        assertThat(check.look())
                .allSatisfy(f -> assertThat(f.verdict()).isEqualTo(Finding.Verdict.PASS));
        var missing = kept(person(), UUID.randomUUID(), "Cardiology");
        var altered = kept(person(), UUID.randomUUID(), "Cardiology");
        var shortened = kept(person(), UUID.randomUUID(), "Cardiology");
        vault.remove(missing.value());
        var size =
                db.sql("SELECT sealed_bytes FROM recording.recording WHERE id = ?")
                        .param(altered.value())
                        .query(Integer.class)
                        .single();
        vault.put(altered.value(), file(new byte[size]));
        vault.put(shortened.value(), file(new byte[7]));
        var stray = UUID.randomUUID();
        vault.put(stray, file(new byte[9]));
        var report = inventory.whole();
        assertThat(report.good()).isFalse();
        assertThat(report.amiss())
                .containsExactlyInAnyOrder(
                        "missing " + missing.value(),
                        "altered " + altered.value(),
                        "size " + shortened.value(),
                        "stray " + stray);
        assertThat(report.figures()).containsEntry("rows", 4L).containsEntry("objects", 4L);
        assertThat(check.look())
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Finding.Verdict.FAIL));
        assertThat(good).isNotNull();
        vault.remove(stray);
    }

    private void rule(
            @Nullable UUID list, @Nullable String department, @Nullable String outcome, int days) {
        CHIEF.run(() ->
                retention.write(new RetentionRule(Ids.next(), list, department, outcome, days)));
    }

    private static RetentionRule days(UUID id, @Nullable String department, int days) {
        return new RetentionRule(id, null, department, null, days);
    }

    private UUID holdOf(UUID person) {
        return db.sql("SELECT id FROM recording.hold WHERE patient_id = ? AND lifted_at IS NULL")
                .param(person)
                .query(UUID.class)
                .single();
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private long reportsOf(String night) {
        return reports.all().stream().filter(r -> LocalDate.parse(night).equals(r.night())).count();
    }

    private static UUID person() {
        return UUID.randomUUID();
    }

    private RecordingId kept(UUID person, UUID list, String department) throws Exception {
        return kept(person, list, department, UUID.randomUUID());
    }

    private RecordingId kept(UUID person, UUID list, String department, UUID stay)
            throws Exception {
        var call = CallIds.over(db, clock.instant().minus(Duration.ofSeconds(1)), true);
        Voices.write(
                SPOOL.resolve(call.value() + ".raw"),
                Voices.tone(1, 440, 9000),
                Voices.tone(1, 700, 5000));
        recordings.label(
                call, new Recording.Label(UUID.randomUUID(), department, "Li", "Wang", "zh"));
        recordings.belongs(call, new Recording.Owner(person, stay, list));
        shelf.ended(call, clock.instant());
        keep(recordings.of(call).orElseThrow());
        return recordings.of(call).orElseThrow().id();
    }

    private UUID waiting(UUID person) throws IOException {
        var call = CallIds.over(db, clock.instant().minus(Duration.ofSeconds(1)), true);
        Voices.write(SPOOL.resolve(call.value() + ".raw"), Voices.tone(1, 440, 9000), new short[0]);
        recordings.label(
                call, new Recording.Label(UUID.randomUUID(), "Cardiology", "Li", "Wang", "zh"));
        recordings.belongs(call, new Recording.Owner(person, UUID.randomUUID(), UUID.randomUUID()));
        shelf.ended(call, clock.instant());
        return call.value();
    }

    private void keep(Recording recording) {
        try {
            keeper.keep(recording);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean plays(RecordingId id) {
        var heard = new ArrayList<Integer>();
        CHIEF.run(() -> {
            try (var sound = listening.play(recordings.visible(id))) {
                heard.add(sound.readAllBytes().length);
            } catch (Refusal | IOException no) {
                heard.clear();
            }
        });
        return heard.stream().anyMatch(n -> n > 0);
    }

    private Instant began(RecordingId id) {
        return db.sql("SELECT started_at FROM recording.recording WHERE id = ?")
                .param(id.value())
                .query((rs, _) -> Sql.instant(rs, "started_at"))
                .single();
    }

    private SealedKey key(RecordingId id) {
        return db.sql("SELECT master_id, sealed_key FROM recording.recording WHERE id = ?")
                .param(id.value())
                .query((rs, _) -> new SealedKey(rs.getString(1), rs.getBytes(2)))
                .single();
    }

    private java.util.Map<UUID, Path> backup() throws IOException {
        var copies = new java.util.HashMap<UUID, Path>();
        try (var all = Files.walk(home.resolve("objects"))) {
            for (var one : all.filter(Files::isRegularFile).toList()) {
                var name = one.getFileName().toString();
                if (name.length() == 36) {
                    copies.put(UUID.fromString(name), file(Files.readAllBytes(one)));
                }
            }
        }
        assertThat(copies).isNotEmpty();
        return copies;
    }

    private static Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile("object", ".bin"), bytes);
    }
}
