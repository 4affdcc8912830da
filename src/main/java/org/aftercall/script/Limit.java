package org.aftercall.script;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A threshold that a patient may have of his own.
 *
 * @param linkId of the question that keeps it
 * @param min with {@code max} what makes sense as one
 */
public record Limit(String linkId, @Nullable BigDecimal min, @Nullable BigDecimal max) {
    public boolean takes(BigDecimal value) {
        return (min == null || value.compareTo(min) >= 0)
                && (max == null || value.compareTo(max) <= 0);
    }
}
