package org.aftercall.script;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a patient before the talk. Prints nothing of it.
 *
 * @param history of what he suffers: codes of {@link #HISTORY}
 * @param limits his own thresholds by their names
 * @param nurse who talks to him
 * @param today by the patient's clock
 */
public record Background(
        Whom whom,
        Stay stay,
        Last last,
        Set<String> history,
        Map<String, BigDecimal> limits,
        @Nullable String nurse,
        LocalDate today) {
    /** What a questionnaire can ask of the history, each answered with yes or no. */
    public static final Set<String> HISTORY =
            Set.of(
                    "diabetes",
                    "hypertension",
                    "heartFailure",
                    "coronary",
                    "copd",
                    "stroke",
                    "cancer",
                    "kidney",
                    "operation");

    /** Nothing at all: what is said then are the words that stand for it. */
    public static Background unknown(LocalDate today) {
        return new Background(
                new Whom(null, "UNKNOWN", null),
                new Stay(null, null, null, null, null, null, null),
                new Last(null, Map.of(), Map.of()),
                Set.of(),
                Map.of(),
                null,
                today);
    }

    /**
     * @param sex MALE, FEMALE or anything else
     * @param age in years
     */
    public record Whom(@Nullable String name, String sex, @Nullable Integer age) {
        @Override
        public String toString() {
            return "Whom[…]";
        }
    }

    public record Stay(
            @Nullable String department,
            @Nullable String ward,
            @Nullable String doctor,
            @Nullable String diagnosis,
            @Nullable String operation,
            @Nullable LocalDate admittedOn,
            @Nullable LocalDate dischargedOn) {
        /**
         * In days, as instruments count them; null where a date is not known or they are crossed.
         */
        public @Nullable Long length() {
            return admittedOn == null || dischargedOn == null || dischargedOn.isBefore(admittedOn)
                    ? null
                    : ChronoUnit.DAYS.between(admittedOn, dischargedOn);
        }

        @Override
        public String toString() {
            return "Stay[…]";
        }
    }

    /**
     * The talk before this one.
     *
     * @param on null when there was none
     * @param problem what was wrong then, by language; empty when nothing was
     * @param answers to whichever questionnaire it was
     */
    public record Last(
            @Nullable LocalDate on, Map<String, String> problem, Map<String, JsonNode> answers) {
        @Override
        public String toString() {
            return "Last[…]";
        }
    }

    @Override
    public String toString() {
        return "Background[…]";
    }
}
