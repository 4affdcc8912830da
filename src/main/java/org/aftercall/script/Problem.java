package org.aftercall.script;

import java.util.List;
import org.aftercall.kernel.Refusal;

/**
 * What is wrong with an answer.
 *
 * @param code message key under {@code refusal.}, for instance {@code answer.required}
 * @param arguments what the message fills in
 */
public record Problem(String linkId, String code, List<Object> arguments) {
    public Problem {
        arguments = List.copyOf(arguments);
    }

    static Problem of(String linkId, String code, Object... arguments) {
        return new Problem(linkId, code, List.of(arguments));
    }

    /** The same for the edge. */
    public Refusal.Mend mend() {
        return new Refusal.Mend(
                "/answers/" + linkId.replace("~", "~0").replace("/", "~1"), code, arguments);
    }
}
