package org.aftercall.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.aftercall.followup.Unsigned;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.HouseWords;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What needs somebody now, for whoever looks after the floor. */
@Component
class BoardAlarms {
    private final Obstructions obstructions;
    private final Unsigned unsigned;
    private final HouseWords words;

    BoardAlarms(Obstructions obstructions, Unsigned unsigned, HouseWords words) {
        this.obstructions = obstructions;
        this.unsigned = unsigned;
        this.words = words;
    }

    /**
     * @param ref the task, or the record, that it is about
     */
    record Alarm(String code, String text, Instant since, @Nullable UUID ref) {}

    List<Alarm> now(
            Map<TaskId, Instant> missedCallbacks, DataScope scope, Instant at, Locale locale) {
        var all = new ArrayList<Alarm>();
        obstructions.now(locale).forEach(o -> all.add(new Alarm(o.code(), o.text(), at, null)));
        missedCallbacks.forEach((task, agreed) ->
                all.add(
                        new Alarm(
                                "callbackMissed",
                                words.of("alarm.callbackMissed", locale),
                                agreed,
                                task.value())));
        for (var record : unsigned.late(scope)) {
            var ended = record.times().ended();
            all.add(
                    new Alarm(
                            "recordUnsigned",
                            words.of("alarm.recordUnsigned", locale),
                            ended == null ? at : ended,
                            record.id().value()));
        }
        return all;
    }
}
