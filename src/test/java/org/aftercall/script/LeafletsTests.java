package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

@ApplicationModuleTest(BootstrapMode.DIRECT_DEPENDENCIES)
class LeafletsTests {
    @Autowired Leaflets leaflets;
    @Autowired Questionnaires questionnaires;
    @Autowired JdbcClient db;

    @ParameterizedTest
    @CsvSource({
        "J18.9, lung", "j44.900, lung", "I10.x00, heart", "Z95.5, heart", "E11.9, diabetes",
        "K80.2, operation", "Z96.6, operation", "C34.1, general", "'', general", ", general"
    })
    void theLeafletIsTheOneOfHisDiagnosis(@Nullable String icd10, String code) {
        for (var language : Words.LANGUAGES) {
            var leaflet = leaflets.of(icd10, language);
            assertThat(leaflet.code()).isEqualTo(code);
            assertThat(leaflet.advice()).isNotEmpty().doesNotContain("");
            assertThat(leaflet.medicines()).isNotEmpty().doesNotContain("");
            assertThat(leaflet.warnings()).isNotEmpty().doesNotContain("");
        }
    }

    @Test
    void theLongerPrefixWins() {
        db.sql(
                        """
                        INSERT INTO script.leaflet VALUES ('stent', 'zh', '{Z955}', '支架术后', '{}', '{}', '{胸痛}'),
                                                          ('stent-dot', 'zh', '{Z95.5}', '支架术后', '{}', '{}', '{胸痛}')
                        """)
                .update();
        try {
            assertThat(leaflets.of("Z95.501", "zh").code()).isEqualTo("stent-dot");
            assertThat(leaflets.of("Z95.0", "zh").code()).isEqualTo("heart");
        } finally {
            db.sql("DELETE FROM script.leaflet WHERE code LIKE 'stent%'").update();
        }
    }

    @Test
    void whatGoesHomeIsAskedByTheQuestionnaireThatNamesIt() {
        for (var code :
                List.of(
                        "post-discharge",
                        "call-back",
                        "post-discharge-full",
                        "diabetes",
                        "chemotherapy")) {
            var answers = leaflets.answers(code);
            var asked = questionnaires.latest(code).in(Locale.ENGLISH).toString();
            assertThat(answers.agreed()).isNotEmpty();
            for (var link : answers.agreed()) {
                assertThat(asked).contains("\"linkId\":\"" + link + "\"");
            }
            for (var link : answers.appointments()) {
                assertThat(asked).contains("\"linkId\":\"" + link + "\"");
            }
        }
        assertThat(leaflets.answers("day-surgery").agreed()).isEmpty();
        assertThat(leaflets.answers(null).appointments()).isEmpty();
    }
}
