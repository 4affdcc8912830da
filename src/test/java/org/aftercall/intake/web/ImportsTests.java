package org.aftercall.intake.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.aftercall.TestClock;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

@ApplicationModuleTest(
        value = BootstrapMode.ALL_DEPENDENCIES,
        module = "intake",
        extraIncludes = "staff")
@AutoConfigureMockMvc
@Import(ImportsTests.Hour.class)
class ImportsTests extends Caller {
    @TestConfiguration(proxyBeanMethods = false)
    static class Hour {
        @Bean
        @Primary
        TestClock hour() {
            return new TestClock();
        }
    }

    @Test
    void aPreviewTellsEveryRowAndSavesNoPatient() throws Exception {
        var view =
                upload(
                        row("1", "测试一", "10000000007", "心内科", "2026-11-20")
                                + row("2", "测试二", "1.38E10", "心内科", "2026-11-20")
                                + row("1", "测试一", "10000000007", "心内科", "2026/11/20"));
        assertThat(view.path("state").stringValue()).isEqualTo("PREVIEW");
        assertThat(view.path("encoding").stringValue()).isEqualTo("UTF-8");
        assertThat(view.path("counts").toString())
                .isEqualTo("{\"rows\":3,\"create\":1,\"update\":0,\"skip\":0,\"errors\":2}");
        assertThat(view.path("columns").get(0).toString())
                .isEqualTo("{\"header\":\"住院号*\",\"field\":\"admissionNo\"}");
        assertThat(view.path("rows").get(0).path("cells").path("name").stringValue())
                .isEqualTo("测试一");
        var mistake = view.path("errors").get(0);
        assertThat(mistake.path("line").intValue()).isEqualTo(3);
        assertThat(mistake.path("column").stringValue()).isEqualTo("联系电话*");
        assertThat(mistake.path("value").stringValue()).isEqualTo("1.38E10");
        assertThat(mistake.path("code").stringValue()).isEqualTo("phone.digits");
        assertThat(mistake.path("message").stringValue()).contains("已丢失数字");
        assertThat(mistake.path("fix").stringValue()).contains("文本");
        assertThat(view.path("errors").get(1).path("code").stringValue()).isEqualTo("row.twice");
        assertThat(patients()).isZero();
    }

    @Test
    void errorsSpeakTheCallersLanguage() throws Exception {
        var content = HEADER + row("1", "测试一", "1.38E10", "心内科", "2026-02-30");
        var view = json(send(file(content.getBytes(UTF_8)).locale(Locale.ENGLISH), 201));
        assertThat(view.path("errors").toString())
                .contains("has lost digits")
                .contains("Set the column to Text")
                .contains("is not in the calendar");
    }

    @Test
    void aCommitWritesPatientsAndOwesACallAfterTwoDaysAtTheOpeningHour() throws Exception {
        var view = upload(row("1", "测试一", "10000000007", "心内科", "2026-11-20"));
        var done = committed(view);
        assertThat(done.path("progress").intValue()).isEqualTo(100);
        assertThat(patients()).isEqualTo(1);
        assertThat(
                        db.sql(
                                        """
                                        SELECT t.due_at = '2026-11-22 09:00+08' FROM worklist.task t
                                        JOIN patient.encounter e ON e.id = t.encounter_id
                                        WHERE e.admission_no LIKE :no
                                        """)
                                .param("no", no + "-%")
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void theSameListAgainIsSkippedAndOneThatSaysMoreUpdates() throws Exception {
        var content = row("1", "测试一", "10000000007", "心内科", "2026-11-20");
        committed(upload(content));
        assertThat(upload(content).path("rows").get(0).path("action").stringValue())
                .isEqualTo("SKIP");
        var more = upload(content.replace(",1950-01-02", ",1951-01-02"));
        assertThat(more.path("rows").get(0).path("action").stringValue()).isEqualTo("UPDATE");
        committed(more);
        assertThat(patients()).isEqualTo(1);
    }

    @Test
    void aSecondCommitIsHarmless() throws Exception {
        var view = committed(upload(row("1", "测试一", "10000000007", "心内科", "2026-11-20")));
        var again = json(send(post(path(view) + "/commit"), 200));
        assertThat(again.path("state").stringValue()).isEqualTo("COMMITTED");
        assertThat(patients()).isEqualTo(1);
    }

    @Test
    void aDiscardedPreviewIsGoneAndACommittedOneStays() throws Exception {
        var view = upload(row("1", "测试一", "10000000007", "心内科", "2026-11-20"));
        send(delete(path(view)), 204);
        send(get(path(view)), 404);
        send(post(path(view) + "/commit"), 404);
        assertThat(
                        db.sql("SELECT count(*) FROM intake.row WHERE import_id = :id")
                                .param("id", UUID.fromString(view.path("id").stringValue()))
                                .query(Integer.class)
                                .single())
                .isZero();
        var done = committed(upload(row("1", "测试一", "10000000007", "心内科", "2026-11-20")));
        assertThat(json(send(delete(path(done)), 409)).path("code").stringValue())
                .isEqualTo("import.done");
    }

    @Test
    void onlyDepartmentsOfTheScopeAreTaken() throws Exception {
        me = enrolled(DataScope.of(Set.of("骨科")));
        var view =
                upload(
                        row("1", "测试一", "10000000007", "心内科", "2026-11-20")
                                + row("2", "测试二", "10000000008", "骨科", "2026-11-20"));
        assertThat(view.path("counts").path("create").intValue()).isEqualTo(1);
        assertThat(view.path("errors").get(0).path("code").stringValue())
                .isEqualTo("department.scope");
    }

    @Test
    void anImportIsSeenByItsMakerAndByThoseWhoSeeEverything() throws Exception {
        me = enrolled(DataScope.of(Set.of("心内科")));
        var view = upload(row("1", "测试一", "10000000007", "心内科", "2026-11-20"));
        me = enrolled(DataScope.of(Set.of("心内科")));
        assertThat(json(send(get(path(view)), 404)).path("code").stringValue())
                .isEqualTo("import.unknown");
        assertThat(send(get("/api/v1/imports"), 200).getContentAsString(UTF_8)).isEqualTo("[]");
        me = enrolled(DataScope.EVERYTHING);
        send(get(path(view)), 200);
        assertThat(json(send(get("/api/v1/imports"), 200)).get(0).has("rows")).isFalse();
    }

    @Test
    void whoMayNotImportMayNothingHere() throws Exception {
        me = member(DataScope.EVERYTHING, Role.QUALITY);
        var id = UUID.randomUUID();
        send(file(HEADER.getBytes(UTF_8)), 403);
        send(get("/api/v1/imports"), 403);
        send(get("/api/v1/imports/template.csv"), 403);
        for (var path : new String[] {"", "/errors.csv"}) {
            send(get("/api/v1/imports/" + id + path), 403);
        }
        send(post("/api/v1/imports/" + id + "/commit"), 403);
        send(delete("/api/v1/imports/" + id), 403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty", "住院号,姓名 | column", "住院号*,姓名*,联系电话*,出院科室*,出院日期* | norows",
                "PK\u0003\u0004xl | workbook", "乱七八糟 | column", "姓名,姓名 | twice"
            })
    void aFileThatIsNoListIsAProblemWithItsMend(String content, String code) throws Exception {
        var view = json(send(file(content.getBytes(UTF_8)), 201));
        assertThat(view.path("problems").toString()).contains("\"code\":\"" + code + "\"");
        view.path("problems")
                .forEach(p -> {
                    assertThat(p.path("message").stringValue()).doesNotStartWith("intake.");
                    assertThat(p.path("fix").stringValue()).doesNotStartWith("intake.");
                });
        send(post(path(view) + "/commit"), 422);
    }

    @Test
    void theErrorFileHasTheRowsTheReasonAndNoFormula() throws Exception {
        var view =
                upload(
                        row("1", "=cmd|' /C calc'!A0", "+8610000000007", "心内科", "2026-11-20")
                                + row("2", "测试二", "10000000008", "心内科", "2026-11-20"));
        var csv = send(get(path(view) + "/errors.csv"), 200);
        assertThat(csv.getContentType()).startsWith("text/csv");
        var text = csv.getContentAsString(UTF_8);
        assertThat(text).startsWith("\uFEFF住院号*,姓名*").contains("错误原因");
        assertThat(text.lines()).hasSize(2);
        assertThat(text).contains("'=cmd|").contains("'+8610000000007").contains("公式");
        assertThat(text.lines().skip(1)).noneMatch(l -> l.matches(".*(^|,)\"?[=+@-].*"));
        var mended = text.replace("'=cmd|' /C calc'!A0", "测试一").getBytes(UTF_8);
        assertThat(json(send(file(mended), 201)).path("counts").path("create").intValue())
                .isEqualTo(1);
    }

    @Test
    void theTemplateOpensInExcelAndIsUnderstoodHereInBothLanguages() throws Exception {
        for (var locale : new Locale[] {Locale.CHINA, Locale.ENGLISH}) {
            var template = send(get("/api/v1/imports/template.csv").locale(locale), 200);
            var bytes = template.getContentAsByteArray();
            assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
            var view = json(send(file(bytes), 201));
            assertThat(view.path("problems").get(0).path("code").stringValue()).isEqualTo("norows");
            view.path("columns").forEach(c -> assertThat(c.path("field").isNull()).isFalse());
        }
    }

    @Test
    void theDemoListIsTakenWithoutAnError() throws Exception {
        var view =
                json(send(file(Files.readAllBytes(Path.of("storage/demo/discharges.csv"))), 201));
        assertThat(view.path("counts").path("errors").intValue())
                .as("%s", view.path("errors"))
                .isZero();
        assertThat(view.path("counts").path("create").intValue()).isGreaterThan(20);
    }

    @Test
    void aWorklistThatIsNotOneIsRefused() throws Exception {
        var request = file(HEADER.getBytes(UTF_8)).param("worklist", UUID.randomUUID().toString());
        assertThat(json(send(request, 422)).path("code").stringValue())
                .isEqualTo("import.worklist");
        send(file(HEADER.getBytes(UTF_8)).param("worklist", "no"), 400);
        send(post("/api/v1/imports"), 415);
        send(get("/api/v1/imports/no-uuid"), 400);
    }

    /** Law 7, by force: whatever is uploaded, the answer is a report. */
    @Test
    void noFileMakesTheServerStumble() throws Exception {
        var chance = new Random(2026);
        var good = (HEADER + row("1", "测试一", "10000000007", "心内科", "2026-11-20").repeat(3));
        var charsets = new String[] {"UTF-8", "GB18030", "UTF-16LE", "Big5", "Shift_JIS"};
        for (int i = 0; i < 300; i++) {
            var bytes = good.getBytes(Charset.forName(charsets[i % charsets.length]));
            for (int hits = 0; hits <= i % 7; hits++) {
                bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
            }
            var part = java.util.Arrays.copyOf(bytes, chance.nextInt(bytes.length + 1));
            var view = json(send(file(part), 201));
            assertThat(
                            view.path("errors").size()
                                    + view.path("problems").size()
                                    + view.path("rows").size())
                    .isPositive();
        }
    }
}
