package org.aftercall.followup;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which chronic illnesses the stays of a patient tell of, by ICD-10 code or by the words of the
 * diagnosis: lists often carry the second illness in words only.
 *
 * @see <a href="https://icd.who.int/browse10/2019/en">ICD-10, version 2019</a>
 */
final class Histories {
    private record Sign(List<String> codes, List<String> words) {}

    private static final Map<String, Sign> SIGNS =
            Map.of(
                    "diabetes",
                            new Sign(
                                    List.of("E10", "E11", "E12", "E13", "E14"),
                                    List.of("糖尿病", "diabetes")),
                    "hypertension",
                            new Sign(
                                    List.of("I10", "I11", "I12", "I13", "I15"),
                                    List.of("高血压", "hypertension", "high blood pressure")),
                    "heartFailure",
                            new Sign(
                                    List.of("I50", "I11.0", "I13.0", "I13.2"),
                                    List.of("心力衰竭", "心衰", "心功能不全", "heart failure")),
                    "coronary",
                            new Sign(
                                    List.of("I20", "I21", "I22", "I23", "I24", "I25"),
                                    List.of(
                                            "冠心病",
                                            "冠状动脉",
                                            "心肌梗死",
                                            "心绞痛",
                                            "coronary",
                                            "myocardial infarction")),
                    "copd", new Sign(List.of("J44"), List.of("慢性阻塞性肺", "慢阻肺", "copd")),
                    "stroke",
                            new Sign(
                                    List.of("I60", "I61", "I62", "I63", "I64", "I69"),
                                    List.of("脑梗", "脑出血", "脑卒中", "中风", "stroke")),
                    "cancer",
                            new Sign(
                                    List.of("C"),
                                    List.of(
                                            "恶性肿瘤",
                                            "癌",
                                            "白血病",
                                            "淋巴瘤",
                                            "cancer",
                                            "carcinoma",
                                            "lymphoma",
                                            "leukaemia",
                                            "leukemia")),
                    "kidney",
                            new Sign(
                                    List.of("N18"),
                                    List.of("慢性肾", "肾功能不全", "尿毒症", "chronic kidney")));

    /** Words before which an illness is one that he does not have. */
    private static final List<String> DENIED =
            List.of("无", "否认", "除外", "排除", "no ", "without ", "denies ");

    private Histories() {}

    /** What one stay found. */
    record Found(@Nullable String icd10, @Nullable String diagnosis, @Nullable String operation) {}

    static Set<String> of(Collection<Found> stays) {
        var history = new HashSet<String>();
        for (var stay : stays) {
            var codes =
                    stay.icd10() == null
                            ? List.<String>of()
                            : List.of(stay.icd10().toUpperCase(Locale.ROOT).split("[^A-Z0-9.]+"));
            var words = stay.diagnosis() == null ? "" : stay.diagnosis().toLowerCase(Locale.ROOT);
            SIGNS.forEach((name, sign) -> {
                if (sign.codes().stream()
                                .anyMatch(c -> codes.stream().anyMatch(own -> own.startsWith(c)))
                        || sign.words().stream().anyMatch(w -> told(words, w))) {
                    history.add(name);
                }
            });
            if (stay.operation() != null && !stay.operation().isBlank()) {
                history.add("operation");
            }
        }
        return history;
    }

    private static boolean told(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            var before = text.substring(Math.max(0, at - 8), at);
            if (DENIED.stream().noneMatch(before::endsWith)) {
                return true;
            }
        }
        return false;
    }
}
