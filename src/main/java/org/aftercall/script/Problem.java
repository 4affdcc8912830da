package org.aftercall.script;

import java.util.List;
import org.aftercall.kernel.Refusal;

/**
 * What is wrong with an answer.
 *
 * @param linkId of the question; of the group where it stands in one of its rows
 * @param code message key under {@code refusal.}, for instance {@code answer.required}
 * @param arguments what the message fills in
 * @param within where in the answer: empty, or the row and its question, as {@code /0/dose}
 */
public record Problem(String linkId, String code, List<Object> arguments, String within) {
    public Problem {
        arguments = List.copyOf(arguments);
    }

    static Problem of(String linkId, String code, Object... arguments) {
        return new Problem(linkId, code, List.of(arguments), "");
    }

    /** The same in a row of a group that repeats. */
    Problem in(String group, int row) {
        return new Problem(group, code, arguments, "/" + row + "/" + escaped(linkId));
    }

    /** The same for the edge. */
    public Refusal.Mend mend() {
        return new Refusal.Mend("/answers/" + escaped(linkId) + within, code, arguments);
    }

    private static String escaped(String linkId) {
        return linkId.replace("~", "~0").replace("/", "~1");
    }
}
