package org.aftercall.script;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Patients who are nobody, for whom a form is shown as it would be in a call. */
enum Samples {
    /** Everything is known, and last time there was a problem. */
    KNOWN,
    /** Nothing is: what is said are the words that stand for it. */
    UNKNOWN,
    /** The first talk with somebody who has diabetes. */
    DIABETIC;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    Background background(LocalDate today, String language) {
        var chinese = language.equals("zh");
        var stay =
                new Background.Stay(
                        chinese ? "内科" : "Internal medicine",
                        chinese ? "三病区" : "Ward 3",
                        chinese ? "李明" : "Lee",
                        chinese ? "高血压" : "high blood pressure",
                        null,
                        today.minusDays(11),
                        today.minusDays(3));
        var whom = new Background.Whom(chinese ? "王建国" : "John Smith", "MALE", 71);
        var nurse = chinese ? "王芳" : "Anna";
        return switch (this) {
            case UNKNOWN -> Background.unknown(today);
            case KNOWN ->
                    new Background(
                            whom,
                            stay,
                            new Background.Last(
                                    today.minusDays(7),
                                    Map.of("zh", "头晕", "en", "dizziness"),
                                    answers()),
                            Set.of("hypertension", "heartFailure"),
                            Map.of("systolic", new BigDecimal(150)),
                            nurse,
                            today);
            case DIABETIC ->
                    new Background(
                            whom,
                            stay,
                            new Background.Last(null, Map.of(), Map.of()),
                            Set.of("diabetes"),
                            Map.of(),
                            nurse,
                            today);
        };
    }

    private static Map<String, JsonNode> answers() {
        return Map.of(
                "weight", JSON.numberNode(61),
                "systolic", JSON.numberNode(148),
                "diastolic", JSON.numberNode(88));
    }
}
