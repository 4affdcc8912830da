package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.PatientId;
import org.aftercall.worklist.Disposition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What became of earlier attempts at one patient, newest first. */
@Service
public class PastFollowUps {
    private static final int ENOUGH = 50;

    private final RecordList list;

    PastFollowUps(RecordList list) {
        this.list = list;
    }

    /**
     * One earlier attempt.
     *
     * @param disposition null while it is open
     */
    public record Past(
            UUID record, Instant at, @Nullable Disposition disposition, @Nullable String nurse) {
        @Override
        public String toString() {
            return "Past[" + record + "]";
        }
    }

    public List<Past> of(PatientId patient, DataScope scope) {
        var filter = new RecordList.Filter(patient.value(), null, null, null, null, null, null);
        return list.page(filter, scope, null, ENOUGH).stream()
                .map(l ->
                        new Past(
                                l.id(),
                                l.at(),
                                l.disposition() == null
                                        ? null
                                        : Disposition.valueOf(l.disposition()),
                                l.nurseName()))
                .toList();
    }
}
