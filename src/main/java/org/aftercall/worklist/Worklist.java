package org.aftercall.worklist;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Span;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * A list of tasks with its calling rules.
 *
 * @param questionnaireVersion by which published version it asks; null: always by the newest
 * @param week the spans of each weekday in which it may call, on the patient's clock
 * @param keepsHolidays whether public holidays and swapped working days change the week
 * @param priority the higher one is served first, 0 to 9
 * @param pausedWhy null while it is not paused
 * @param version grows with every change
 */
public record Worklist(
        WorklistId id,
        String name,
        String questionnaire,
        @Nullable Integer questionnaireVersion,
        Feed feed,
        Map<DayOfWeek, List<Span>> week,
        boolean keepsHolidays,
        String zone,
        Season season,
        Manner manner,
        Crew crew,
        int priority,
        @Nullable String pausedWhy,
        int version) {

    /** First and last day of a list, on its own clock; null for no end. */
    public record Season(@Nullable LocalDate startsOn, @Nullable LocalDate endsOn) {
        static final Season ALWAYS = new Season(null, null);

        public boolean beginsAfter(LocalDate day) {
            return startsOn != null && startsOn.isAfter(day);
        }

        public boolean overBy(LocalDate day) {
            return endsOn != null && endsOn.isBefore(day);
        }
    }

    /**
     * How it calls.
     *
     * @param preview after this long a preview dials by itself; null: only the nurse dials
     * @param ringFor how long a telephone may ring
     * @param callbackGrace how long an agreed callback is kept for the nurse who agreed it
     * @param sameNurse so long a call is kept for the nurse who talked with the patient last; zero
     *     for whoever is free. What rings ahead of the nurses keeps nothing for anybody.
     * @param wrapUp how long writing up should take; null: as long as the house says
     * @param callerId the number shown to the patient; null for the trunk's own
     * @param ahead how predictive dialing may run ahead of the nurses
     * @param followUpDays days after discharge on which further follow-ups are owed, ascending
     */
    public record Manner(
            Mode mode,
            Ordering ordering,
            @Nullable Duration preview,
            Duration ringFor,
            int maxAttempts,
            Duration callbackGrace,
            Duration sameNurse,
            @Nullable Duration wrapUp,
            @Nullable CallerId callerId,
            Ahead ahead,
            List<Integer> followUpDays) {
        static final Manner USUAL =
                new Manner(
                        Mode.PREVIEW,
                        Ordering.DUE,
                        null,
                        Duration.ofSeconds(40),
                        4,
                        Duration.ofMinutes(15),
                        Duration.ZERO,
                        null,
                        null,
                        Ahead.USUAL,
                        List.of());
    }

    /**
     * How far predictive dialing may go.
     *
     * @param maxAbandonPercent of those who answer within half an hour, how many may find no nurse;
     *     0 to 3
     * @param detectsMachines whether an answering machine is hung up on without a nurse
     */
    public record Ahead(double maxAbandonPercent, boolean detectsMachines) {
        static final Ahead USUAL = new Ahead(1, false);
    }

    public boolean paused() {
        return pausedWhy != null;
    }

    /** Whether patients of such a scope may be on it. */
    public boolean touches(DataScope scope) {
        return feed.departments().isEmpty() || feed.departments().stream().anyMatch(scope::covers);
    }

    public boolean worksWith(StaffId nurse) {
        return crew.has(nurse);
    }
}
