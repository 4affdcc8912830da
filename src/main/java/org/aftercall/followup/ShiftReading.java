package org.aftercall.followup;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what somebody wants a department's roster to be; what is wrong is named by its field. */
final class ShiftReading {
    private final List<Mend> mends = new ArrayList<>();

    List<Mend> mends() {
        return mends;
    }

    Map<DutyLevel, List<Shift>> levels(Map<DutyLevel, List<JsonNode>> wish) {
        var levels = new EnumMap<DutyLevel, List<Shift>>(DutyLevel.class);
        wish.forEach((level, turns) -> {
            var read = new ArrayList<Shift>();
            var seen = new HashSet<Shift>();
            for (int i = 0; i < turns.size(); i++) {
                var at = "/levels/" + level + "/" + i;
                var shift = shift(at, turns.get(i));
                shift.ifPresent(read::add);
                if (shift.isPresent() && !seen.add(shift.get())) {
                    mend(at, "roster.twice");
                }
            }
            levels.put(level, read);
        });
        return levels;
    }

    /** A bare id is round the clock. */
    private Optional<Shift> shift(String at, JsonNode turn) {
        var before = mends.size();
        var who = id(turn.isString() ? turn : turn.path("id"));
        if (who == null) {
            mend(at + (turn.isString() ? "" : "/id"), "roster.person");
        }
        var days = days(at + "/days", turn.path("days"));
        var from = time(at + "/from", turn.path("from"));
        var until = time(at + "/until", turn.path("until"));
        if (mends.size() == before) {
            if (from == null ^ until == null) {
                mend(at + (from == null ? "/from" : "/until"), "roster.time");
            } else if (from != null && from.equals(until)) {
                mend(at + "/until", "roster.sameTime");
            }
        }
        return who == null || mends.size() > before
                ? Optional.empty()
                : Optional.of(new Shift(who, days, from, until));
    }

    private static @Nullable UUID id(JsonNode id) {
        try {
            return UUID.fromString(id.asString(""));
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private List<Integer> days(String at, JsonNode list) {
        var days = new ArrayList<Integer>();
        if (list.isMissingNode() || list.isNull()) {
            return days;
        }
        for (var day : list) {
            days.add(day.isInt() ? day.intValue() : 0);
        }
        if (!list.isArray() || days.stream().anyMatch(d -> d < 1 || d > 7)) {
            mend(at, "roster.days");
        }
        return days;
    }

    /** The end of a day may be written 24:00. */
    private @Nullable LocalTime time(String at, JsonNode time) {
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        try {
            var text = time.asString("");
            return LocalTime.parse(text.equals("24:00") && at.endsWith("/until") ? "00:00" : text);
        } catch (DateTimeParseException none) {
            mend(at, "roster.time");
            return null;
        }
    }

    private void mend(String pointer, String code) {
        mends.add(new Mend(pointer, code, List.of()));
    }
}
