package org.aftercall.script;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a score is made of answers and what it means.
 *
 * @param bands from the lowest to the highest
 */
record Scale(
        String id,
        Map<String, String> text,
        Formula formula,
        List<Band> bands,
        List<Item.Alarm> alarms) {

    /**
     * @param from the lowest score of it
     */
    record Band(double from, Map<String, String> text) {}

    @Nullable Band band(double score) {
        Band found = null;
        for (var band : bands) {
            if (band.from() <= score) {
                found = band;
            }
        }
        return found;
    }
}
