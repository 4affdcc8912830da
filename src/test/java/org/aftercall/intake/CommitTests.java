package org.aftercall.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.aftercall.TestClock;
import org.aftercall.intake.Import.State;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.patient.Contact;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Settling;
import org.aftercall.worklist.TaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationModuleTest(BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.intake.batch=100")
@org.springframework.context.annotation.Import(CommitTests.Hour.class)
class CommitTests {
    private static final String STATES =
            """
            SELECT count(*) FROM worklist.task t JOIN patient.encounter e ON e.id = t.encounter_id
            WHERE e.admission_no LIKE :no
            """;

    private static int last = 0;

    @Autowired Intake intake;
    @Autowired Commit commit;
    @Autowired ImportTable imports;
    @Autowired TransactionTemplate tx;
    @Autowired JdbcClient db;
    @Autowired Patients patients;
    @Autowired Settling settling;

    private String no = "";

    @TestConfiguration(proxyBeanMethods = false)
    static class Hour {
        @Bean
        @Primary
        TestClock hour() {
            return new TestClock();
        }
    }

    @BeforeEach
    void somebodySignsIn() {
        no = "CT" + ++last;
        var id = UUID.randomUUID();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, password_hash, stamp)
                        VALUES (:id, :login, 'S', 'SUPERVISOR', '', :id)
                        """)
                .param("id", id)
                .param("login", "c" + id.toString().substring(0, 8))
                .update();
        signIn(id, DataScope.EVERYTHING);
    }

    @AfterEach
    void andOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void whatWasKilledBetweenBatchesGoesOnAndWritesEachRowOnce() throws Exception {
        var id = committing(350);
        tx.executeWithoutResult(status -> assertThat(commit.batch(id)).isTrue());
        tx.executeWithoutResult(status -> assertThat(commit.batch(id)).isTrue());
        assertThat(stays()).isEqualTo(200);
        assertThat(intake.get(id).counts().progress()).isEqualTo(57);
        commit.run(id);
        assertThat(intake.get(id).state()).isEqualTo(State.COMMITTED);
        assertThat(stays()).isEqualTo(350);
        assertThat(tasks()).isEqualTo(350);
        commit.run(id);
        assertThat(tasks()).isEqualTo(350);
    }

    @Test
    void whatWasKilledWithinABatchLeavesNothingOfIt() throws Exception {
        var id = committing(150);
        tx.executeWithoutResult(status -> {
            commit.batch(id);
            status.setRollbackOnly();
        });
        assertThat(stays()).isZero();
        assertThat(intake.get(id).counts().done()).isZero();
        commit.run(id);
        assertThat(stays()).isEqualTo(150);
    }

    @Test
    void twoWhoCommitAtOnceWriteEachRowOnce() throws Exception {
        var id = committing(500);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            hands.submit(() -> commit.run(id));
            hands.submit(() -> commit.run(id));
        }
        assertThat(stays()).isEqualTo(500);
        assertThat(tasks()).isEqualTo(500);
        assertThat(intake.get(id).counts()).isEqualTo(new Import.Counts(500, 500, 0, 0, 0, 500));
    }

    @Test
    void twoListsWithTheSamePatientsMakeThemOnce() throws Exception {
        var first = committing(200);
        var second = committing(200);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            hands.submit(() -> commit.run(first));
            hands.submit(() -> commit.run(second));
        }
        assertThat(stays()).isEqualTo(200);
        assertThat(tasks()).isEqualTo(200);
        assertThat(intake.get(second).state()).isEqualTo(State.COMMITTED);
    }

    @Test
    void aStayThatBecameSomebodyElsesMeanwhileIsARowWithAnError() throws Exception {
        var content = "住院号,姓名,联系电话,出院科室,出院日期,身份证号\n%s-0,测试,10000000007,心内科,2026-11-20,%s\n";
        var first = take(content.formatted(no, "A1234567"));
        var second = take(content.formatted(no, "B1234567"));
        for (var list : List.of(first, second)) {
            imports.state(list.id(), State.COMMITTING, java.time.Instant.EPOCH);
            commit.run(list.id());
        }
        assertThat(intake.get(second.id()).counts().errors()).isEqualTo(1);
        assertThat(intake.faults(intake.get(second.id()), 10))
                .extracting(b -> b.fault().code())
                .containsExactly("row.person");
        assertThat(stays()).isEqualTo(1);
    }

    @Test
    void aNumberThatAListBringsOpensWhatEndedForWantOfOne() throws Exception {
        var again = "住院号,姓名,联系电话,出院科室,出院日期\n%s-0,测试0,%s,心内科,2026-11-20\n";
        commit.run(committing(1));
        var patient = endsForWantOfANumber();
        commit(take(again.formatted(no, "10000000000")));
        assertThat(state()).isEqualTo("GIVEN_UP");
        commit(take(again.formatted(no, "10000000077")));
        assertThat(state()).isEqualTo("WAITING");
        assertThat(tasks()).isEqualTo(1);
        assertThat(patients.contacts(patient)).extracting(Contact::invalid).contains(true, false);
    }

    @Test
    void aNewStaysNumberDoesNotBringTheOldStaysCallBack() throws Exception {
        commit.run(committing(1));
        endsForWantOfANumber();
        var later = "住院号,姓名,联系电话,出院科室,出院日期\n%s-0,测试0,10000000078,心内科,2026-11-22\n";
        commit(take(later.formatted(no)));
        assertThat(tasks()).isEqualTo(2);
        assertThat(count(STATES + " AND e.discharged_on = '2026-11-20' AND t.state = 'GIVEN_UP'"))
                .isEqualTo(1);
    }

    /** The only patient's only number is found dead. */
    private PatientId endsForWantOfANumber() {
        var patient =
                new PatientId(
                        db.sql(
                                        "SELECT patient_id FROM patient.encounter WHERE admission_no LIKE :no")
                                .param("no", no + "-%")
                                .query(UUID.class)
                                .single());
        var task =
                new TaskId(
                        db.sql("SELECT id FROM worklist.task WHERE patient_id = :patient")
                                .param("patient", patient.value())
                                .query(UUID.class)
                                .single());
        patients.contacts(patient)
                .forEach(c -> patients.markInvalid(c.id(), Disposition.NUMBER_INVALID.name()));
        var dead = Disposition.NUMBER_INVALID;
        settling.settle(
                task, new Settling.Ending(dead, null, Settling.Bell.SILENT, null, false, false));
        assertThat(state()).isEqualTo("GIVEN_UP");
        return patient;
    }

    private String state() {
        return db.sql(STATES.replace("count(*)", "t.state"))
                .param("no", no + "-%")
                .query(String.class)
                .single();
    }

    private void commit(Import list) {
        imports.state(list.id(), State.COMMITTING, java.time.Instant.EPOCH);
        commit.run(list.id());
        assertThat(intake.get(list.id()).counts().errors()).isZero();
    }

    @Test
    void aHundredThousandRowsArePreviewedInBoundedTimeAndTooManyAreRefused() throws Exception {
        var before = System.nanoTime();
        var list = take(rows(100_000));
        var seconds = (System.nanoTime() - before) / 1e9;
        System.out.printf("preview of 100000 rows: %.1f s%n", seconds);
        assertThat(list.counts().create()).isEqualTo(100_000);
        assertThat(seconds).isLessThan(120);
        var many = take("住院号,姓名,联系电话,出院科室,出院日期\n" + "x,,,,\n".repeat(200_001));
        assertThat(many.problems()).extracting(Import.Problem::code).containsExactly("rows");
        assertThat(many.counts().rows()).isZero();
    }

    private UUID committing(int count) throws IOException {
        var list = take(rows(count));
        assertThat(list.problems()).isEmpty();
        assertThat(list.counts().create()).isEqualTo(count);
        imports.state(list.id(), State.COMMITTING, java.time.Instant.EPOCH);
        return list.id();
    }

    private Import take(String content) throws IOException {
        return intake.take(
                "list.csv", new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)), null);
    }

    private String rows(int count) {
        var text = new StringBuilder("住院号,姓名,联系电话,出院科室,出院日期\n");
        for (int i = 0; i < count; i++) {
            text.append("%s-%d,测试%d,1000000%04d,心内科,2026-11-20\n".formatted(no, i, i, i % 10_000));
        }
        return text.toString();
    }

    private int stays() {
        return count("SELECT count(*) FROM patient.encounter WHERE admission_no LIKE :no");
    }

    private int tasks() {
        return count(STATES);
    }

    private int count(String sql) {
        return db.sql(sql).param("no", no + "-%").query(Integer.class).single();
    }

    private static void signIn(UUID id, DataScope scope) {
        var member =
                new StaffMember(
                        new StaffId(id),
                        "s",
                        "S",
                        Role.SUPERVISOR,
                        scope,
                        Optional.empty(),
                        DeskKind.BROWSER,
                        Presence.READY,
                        false);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new UsernamePasswordAuthenticationToken(member, null, List.of()));
    }
}
