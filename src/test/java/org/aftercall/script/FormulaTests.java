package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of {@code formulas.json} are the front end's, too: both must come to the same. */
class FormulaTests {
    static JsonNode cases(String name) throws IOException {
        try (var in = FormulaTests.class.getResourceAsStream("/formulas.json")) {
            return JsonMapper.shared().readTree(in).path(name);
        }
    }

    static Stream<JsonNode> values() throws IOException {
        return cases("values").valueStream();
    }

    static Stream<String> mistakes() throws IOException {
        return cases("mistakes").valueStream().map(JsonNode::stringValue);
    }

    @ParameterizedTest
    @MethodSource("values")
    void comesToTheSameHereAndInABrowser(JsonNode one) throws Exception {
        var of = new HashMap<String, Double>();
        one.path("of").properties().forEach(p -> of.put(p.getKey(), p.getValue().doubleValue()));
        var value = Formula.of(one.path("formula").stringValue()).value(of::get);
        if (one.path("is").isNull()) {
            assertThat(value).isNull();
        } else {
            assertThat(value).isEqualTo(one.path("is").doubleValue());
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatCannotBeReadIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> Formula.of(text))
                .isInstanceOf(FormulaReading.Mistake.class)
                .hasMessageContaining("at character");
    }

    /** Whatever is typed is read or refused, soon. */
    @Test
    void noTextBreaksIt() {
        var random = new Random(7);
        var alphabet = "0123456789.+-*/()<>=!, 'abifsumx\n\u00e9";
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                var value = Formula.of(text.toString()).value(_ -> 2.0);
                assertThat(value == null || Double.isFinite(value)).isTrue();
            } catch (FormulaReading.Mistake refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
