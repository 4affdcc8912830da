package org.aftercall.worklist;

import java.util.List;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;

/** What is to be mended in a supervisor's form: she is told all of it at once. */
final class Mends {
    private Mends() {}

    static void need(List<Mend> mends, boolean fine, String pointer, String code) {
        if (!fine) {
            mends.add(new Mend(pointer, code, List.of()));
        }
    }

    /** What is left out is fine. */
    static void within(List<Mend> mends, @Nullable Number value, int from, int to, String pointer) {
        if (value != null && !(value.doubleValue() >= from && value.doubleValue() <= to)) {
            mends.add(new Mend(pointer, "worklist.within", List.of(from, to)));
        }
    }

    static void refuse(List<Mend> mends) {
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "worklist.invalid", List.of(), mends);
        }
    }
}
