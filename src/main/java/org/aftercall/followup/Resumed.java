package org.aftercall.followup;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The talk that broke off and that a record goes on with.
 *
 * @param record of that talk; it stays as it was signed
 * @param openQuestion at which it broke off
 * @param answers the linkIds of what was said there and not touched since
 */
public record Resumed(FollowUpId record, @Nullable String openQuestion, Set<String> answers) {
    public Resumed {
        // Sorted: it is part of what is sealed.
        answers = Collections.unmodifiableSet(new TreeSet<>(answers));
    }

    /** What is said now is of this talk. */
    Resumed after(Map<String, JsonNode> before, Map<String, JsonNode> now) {
        return new Resumed(
                record,
                openQuestion,
                answers.stream()
                        .filter(id ->
                                now.containsKey(id) && Objects.equals(before.get(id), now.get(id)))
                        .collect(Collectors.toSet()));
    }
}
