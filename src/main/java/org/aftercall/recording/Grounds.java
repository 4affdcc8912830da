package org.aftercall.recording;

import java.util.List;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;

/** Why somebody does what must be justified later; never empty. Prints without its words. */
public record Grounds(String text) {
    private static final int AT_MOST = 500;

    public Grounds {
        text = text.strip();
        if (text.isEmpty() || text.length() > AT_MOST) {
            throw new Refusal(
                    Kind.INVALID,
                    "recording.grounds",
                    List.of(AT_MOST),
                    List.of(new Mend("/reason", "recording.grounds", List.of(AT_MOST))));
        }
    }

    /**
     * @throws Refusal when there is none
     */
    public static Grounds of(@Nullable String text) {
        return new Grounds(text == null ? "" : text);
    }

    @Override
    public String toString() {
        return "Grounds[]";
    }
}
