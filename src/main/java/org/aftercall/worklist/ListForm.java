package org.aftercall.worklist;

import static org.aftercall.worklist.Mends.need;
import static org.aftercall.worklist.Mends.within;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.patient.Span;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * A worklist as it travels: what a supervisor fills in. Times are {@code HH:mm}, the end of a day
 * is {@code 24:00}.
 */
record ListForm(
        @Nullable String name,
        @Nullable Mode mode,
        @Nullable String questionnaire,
        @Nullable Integer previewSeconds,
        @Nullable Integer ringSeconds,
        @Nullable Integer maxAttempts,
        @Nullable Integer priority,
        @Nullable Ordering order,
        @Nullable String callerId,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable Integer callbackGraceMinutes,
        @Nullable String zone,
        @Nullable FeedForm feed,
        @Nullable List<UUID> crew,
        @Nullable List<Hours> hours,
        @Nullable Boolean keepsHolidays,
        @Nullable Double maxAbandonPercent,
        @Nullable Boolean detectMachines,
        @Nullable List<UUID> teams,
        @Nullable Integer sameNurseMinutes,
        @Nullable Integer wrapUpSeconds,
        @Nullable List<Integer> followUpDays,
        @Nullable Integer questionnaireVersion) {
    /** Percent: the safe harbour of the Telemarketing Sales Rule, and Ofcom's bound until 2017. */
    private static final int MOST_ABANDONED = 3;

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    record FeedForm(
            @Nullable List<String> departments,
            @Nullable List<String> wards,
            @Nullable List<String> icd10,
            @Nullable Integer minAge,
            @Nullable Integer maxAge) {
        Feed feed() {
            return new Feed(clean(departments), clean(wards), clean(icd10), minAge, maxAge);
        }
    }

    record Hours(int weekday, @Nullable String from, @Nullable String until) {}

    static ListForm of(Worklist list) {
        var preview = list.manner().preview();
        var shown = list.manner().callerId();
        var wrapUp = list.manner().wrapUp();
        var feed = list.feed();
        return new ListForm(
                list.name(),
                list.manner().mode(),
                list.questionnaire(),
                preview == null ? null : Math.toIntExact(preview.toSeconds()),
                Math.toIntExact(list.manner().ringFor().toSeconds()),
                list.manner().maxAttempts(),
                list.priority(),
                list.manner().ordering(),
                shown == null ? null : shown.digits(),
                list.season().startsOn(),
                list.season().endsOn(),
                Math.toIntExact(list.manner().callbackGrace().toMinutes()),
                list.zone(),
                new FeedForm(
                        feed.departments(),
                        feed.wards(),
                        feed.icd10(),
                        feed.minAge(),
                        feed.maxAge()),
                list.crew().named().stream().map(StaffId::value).sorted().toList(),
                list.week().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .flatMap(day ->
                                day.getValue().stream()
                                        .map(s ->
                                                new Hours(
                                                        day.getKey().getValue(),
                                                        time(s.from()),
                                                        time(s.until()))))
                        .toList(),
                list.keepsHolidays(),
                list.manner().ahead().maxAbandonPercent(),
                list.manner().ahead().detectsMachines(),
                list.crew().teams().stream().sorted().toList(),
                Math.toIntExact(list.manner().sameNurse().toMinutes()),
                wrapUp == null ? null : Math.toIntExact(wrapUp.toSeconds()),
                list.manner().followUpDays(),
                list.questionnaireVersion());
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    /** Everything that must be mended before this is a worklist. */
    List<Mend> mends(boolean questionnaireExists) {
        var mends = new ArrayList<Mend>();
        need(
                mends,
                name != null && !name.isBlank() && name.length() <= 80,
                "/name",
                "worklist.name");
        need(mends, questionnaireExists, "/questionnaire", "worklist.questionnaire");
        within(mends, previewSeconds, 5, 600, "/previewSeconds");
        within(mends, ringSeconds, 10, 120, "/ringSeconds");
        within(mends, maxAttempts, 1, 20, "/maxAttempts");
        within(mends, priority, 0, 9, "/priority");
        within(mends, callbackGraceMinutes, 0, 1440, "/callbackGraceMinutes");
        within(mends, sameNurseMinutes, 0, 1440, "/sameNurseMinutes");
        within(mends, wrapUpSeconds, 10, 3600, "/wrapUpSeconds");
        var days = Objects.requireNonNullElse(followUpDays, List.<Integer>of());
        for (int i = 0; i < days.size(); i++) {
            var day = days.get(i);
            // Of JSON a list may hold nothing in its place.
            within(
                    mends,
                    day == null ? Integer.valueOf(0) : day,
                    1,
                    Gathering.MOST_DAYS,
                    "/followUpDays/" + i);
        }
        within(mends, maxAbandonPercent, 0, MOST_ABANDONED, "/maxAbandonPercent");
        need(
                mends,
                callerId == null || callerId.isBlank() || CallerId.isOne(callerId),
                "/callerId",
                "worklist.callerId");
        need(
                mends,
                startsOn == null || endsOn == null || !endsOn.isBefore(startsOn),
                "/endsOn",
                "worklist.endsOn");
        need(mends, knownZone(), "/zone", "worklist.zone");
        if (feed != null) {
            within(mends, feed.minAge(), 0, 150, "/feed/minAge");
            within(mends, feed.maxAge(), 0, 150, "/feed/maxAge");
            need(
                    mends,
                    feed.minAge() == null
                            || feed.maxAge() == null
                            || feed.minAge() <= feed.maxAge(),
                    "/feed/maxAge",
                    "worklist.ages");
        }
        mendHours(mends);
        return mends;
    }

    private void mendHours(List<Mend> mends) {
        var week = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        var all = Objects.requireNonNullElse(hours, List.<Hours>of());
        for (int i = 0; i < all.size(); i++) {
            var span = span(all.get(i));
            var pointer = "/hours/" + i;
            if (span.isEmpty()) {
                mends.add(new Mend(pointer, "worklist.hours", List.of()));
                continue;
            }
            var day =
                    week.computeIfAbsent(
                            DayOfWeek.of(all.get(i).weekday()), _ -> new ArrayList<>());
            need(
                    mends,
                    day.stream().noneMatch(span.get()::overlaps),
                    pointer,
                    "worklist.hoursOverlap");
            day.add(span.get());
        }
    }

    private static Optional<Span> span(Hours hours) {
        if (hours.from() == null
                || hours.until() == null
                || hours.weekday() < 1
                || hours.weekday() > 7
                || !TIME.matcher(hours.from()).matches()
                || !TIME.matcher(hours.until()).matches()
                || minute(hours.from()) >= minute(hours.until())) {
            return Optional.empty();
        }
        return Optional.of(new Span(minute(hours.from()), minute(hours.until())));
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    private boolean knownZone() {
        try {
            return zone == null || !ZoneId.of(zone).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What is left out is as usual. */
    Worklist list(WorklistId id, int version, String usualZone) {
        var usual = Worklist.Manner.USUAL;
        return new Worklist(
                id,
                Objects.requireNonNull(name).strip(),
                Objects.requireNonNull(questionnaire),
                questionnaireVersion,
                feed == null ? Feed.EVERYBODY : feed.feed(),
                Objects.requireNonNullElse(hours, List.<Hours>of()).stream()
                        .collect(
                                Collectors.groupingBy(
                                        h -> DayOfWeek.of(h.weekday()),
                                        Collectors.mapping(
                                                h -> span(h).orElseThrow(), Collectors.toList()))),
                keepsHolidays != null && keepsHolidays,
                Objects.requireNonNullElse(zone, usualZone),
                new Worklist.Season(startsOn, endsOn),
                new Worklist.Manner(
                        Objects.requireNonNullElse(mode, usual.mode()),
                        Objects.requireNonNullElse(order, usual.ordering()),
                        previewSeconds == null ? null : Duration.ofSeconds(previewSeconds),
                        ringSeconds == null ? usual.ringFor() : Duration.ofSeconds(ringSeconds),
                        maxAttempts == null ? usual.maxAttempts() : maxAttempts,
                        callbackGraceMinutes == null
                                ? usual.callbackGrace()
                                : Duration.ofMinutes(callbackGraceMinutes),
                        sameNurseMinutes == null
                                ? usual.sameNurse()
                                : Duration.ofMinutes(sameNurseMinutes),
                        wrapUpSeconds == null ? null : Duration.ofSeconds(wrapUpSeconds),
                        callerId == null || callerId.isBlank() ? null : new CallerId(callerId),
                        new Worklist.Ahead(
                                Objects.requireNonNullElse(
                                        maxAbandonPercent, usual.ahead().maxAbandonPercent()),
                                Objects.requireNonNullElse(
                                        detectMachines, usual.ahead().detectsMachines())),
                        Objects.requireNonNullElse(followUpDays, List.<Integer>of()).stream()
                                .distinct()
                                .sorted()
                                .toList()),
                new Crew(
                        Objects.requireNonNullElse(crew, List.<UUID>of()).stream()
                                .map(StaffId::new)
                                .collect(Collectors.toSet()),
                        Set.copyOf(Objects.requireNonNullElse(teams, List.<UUID>of())),
                        Set.of()),
                priority == null ? 0 : priority,
                null,
                version);
    }

    private static List<String> clean(@Nullable List<String> words) {
        return Objects.requireNonNullElse(words, List.<String>of()).stream()
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
    }
}
