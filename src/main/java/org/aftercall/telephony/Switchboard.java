package org.aftercall.telephony;

import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;

/**
 * The switchboard, as the rest of the house sees it. Orders return once they are handed over; what
 * came of them arrives at the {@link LineListener}. All of them throw {@link WireDown}.
 */
public interface Switchboard {
    WireState state();

    void dial(DialOrder order);

    void ring(DeskOrder order);

    /** Lets the two lines hear each other, wherever either was before. */
    void join(LineId patient, LineId desk);

    /** The patient hears music, the desk hears nothing; {@link #join} takes him back. */
    void hold(LineId patient);

    /** While muted, nothing that the line's person says is heard or recorded. */
    void mute(LineId line, boolean on);

    /**
     * @param digits {@code 0-9*#}
     */
    void sendDigits(LineId line, String digits);

    /** Does nothing if the line is gone. */
    void hangUp(LineId line);

    /** Our lines that are alive now, asked of the switchboard itself. */
    List<LiveLine> liveLines();

    /** How a line ended, from the switchboard's own books: the second witness. */
    Optional<LineEvent.Ended> memoryOf(LineId line);

    /** When the line was answered, from the switchboard's own books. */
    Optional<LineEvent.Answered> answerOf(LineId line);

    DeskAccount account(Extension desk);

    /** Whether the desk's telephone or browser is registered now. */
    boolean reachable(Extension desk, DeskKind kind);
}
