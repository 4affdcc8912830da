package org.aftercall.recording;

import java.util.function.Consumer;
import org.aftercall.call.CallId;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Tapes;
import org.springframework.stereotype.Component;

/** Finds tapes and recordings that nobody works on: an event or a job was lost with a process. */
@Component
class SpoolSweep {
    private final Tapes tapes;
    private final Shelf shelf;
    private final RecordingRows rows;

    SpoolSweep(Tapes tapes, Shelf shelf, RecordingRows rows) {
        this.tapes = tapes;
        this.shelf = shelf;
        this.rows = rows;
    }

    /**
     * @param keep has the recording kept, unless that is on its way already
     */
    void run(Consumer<RecordingId> keep) {
        shelf.waiting().forEach(keep);
        for (LineId line : tapes.all()) {
            var call = new CallId(line.value());
            rows.of(java.util.List.of(call)).stream()
                    .filter(r -> !(r.state() instanceof Recording.State.Waiting))
                    .map(Recording::id)
                    .findFirst()
                    .or(() -> shelf.claimed(call))
                    .ifPresent(keep);
        }
    }
}
