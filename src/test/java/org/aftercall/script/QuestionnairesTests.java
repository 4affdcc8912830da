package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

@ApplicationModuleTest(BootstrapMode.DIRECT_DEPENDENCIES)
class QuestionnairesTests {
    @Autowired Questionnaires questionnaires;
    @Autowired JdbcClient db;

    @Test
    void theShippedOnesAreThereFromTheStart() {
        assertThat(questionnaires.latest("post-discharge").version()).isEqualTo(2);
        assertThat(questionnaires.get("day-surgery", 1).code()).isEqualTo("day-surgery");
        assertThat(questionnaires.find("day-surgery", 99)).isEmpty();
        assertThat(questionnaires.all())
                .extracting(Questionnaire::code)
                .contains("day-surgery", "post-discharge");
    }

    @Test
    void startingAgainChangesNothing() {
        questionnaires.afterSingletonsInstantiated();
        assertThat(
                        db.sql("SELECT count(*) FROM script.questionnaire WHERE code = 'lace'")
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE script.questionnaire SET content = '{}'",
                "UPDATE script.questionnaire SET version = 9",
                "DELETE FROM script.questionnaire",
                "TRUNCATE script.questionnaire"
            })
    void whatIsPublishedStays(String sql) {
        assertThatThrownBy(() -> db.sql(sql).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("does not change");
        assertThat(questionnaires.all()).isNotEmpty();
    }
}
