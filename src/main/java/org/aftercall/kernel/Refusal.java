package org.aftercall.kernel;

import java.util.List;

/**
 * A request that cannot be done, in words for the person who asked: the edge turns it into an RFC
 * 9457 problem in her language.
 *
 * <p>The text comes from the bundle {@code messages} under {@code refusal.<code>} with {@link
 * #arguments()}.
 */
public class Refusal extends RuntimeException {
    /** What kind of no it is. */
    public enum Kind {
        UNAUTHENTICATED(401),
        INVALID(422),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        STALE(412),
        UNCONDITIONAL(428),
        LOCKED(423),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status that says this. */
        public int status() {
            return status;
        }
    }

    /**
     * One thing to mend.
     *
     * @param pointer JSON pointer to the field
     * @param code message key, looked up under {@code refusal.<code>}
     */
    public record Mend(String pointer, String code, List<Object> arguments) {
        public Mend {
            arguments = List.copyOf(arguments);
        }
    }

    private final Kind kind;
    private final String code;
    private final transient List<Object> arguments;
    private final transient List<Mend> mends;

    public Refusal(Kind kind, String code, Object... arguments) {
        this(kind, code, List.of(arguments), List.of());
    }

    public Refusal(Kind kind, String code, List<Object> arguments, List<Mend> mends) {
        super(code);
        this.kind = kind;
        this.code = code;
        this.arguments = List.copyOf(arguments);
        this.mends = List.copyOf(mends);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<Mend> mends() {
        return mends;
    }
}
