package org.aftercall.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.jspecify.annotations.Nullable;

/**
 * The switchboard, as the rest of the house sees it. Orders return once they are handed over; what
 * came of them arrives at the {@link LineListener}. All of them throw {@link WireDown}.
 */
public interface Switchboard {
    WireState state();

    void dial(DialOrder order);

    void ring(DeskOrder order);

    /**
     * Rings a desk that tries its own line: it hears a few words in this language, then what it
     * says itself, and after a quarter of a minute the line ends.
     */
    void test(DeskOrder order, Locale language);

    /** Rings a third person outside. */
    void invite(GuestOrder order);

    /** Lets the two lines hear each other, and nobody else, wherever either was before. */
    void join(LineId one, LineId other);

    /**
     * Lets all of them hear each other. Who is together with the patient already hears no gap, and
     * each may leave without ending it for the others.
     */
    void gather(LineId patient, List<LineId> others);

    /** The patient hears music, the desk hears nothing; {@link #join} takes him back. */
    void hold(LineId patient);

    /** A line that is no patient's waits: it hears ringing or nothing. */
    void await(LineId line, boolean ringing);

    /**
     * Lets a line hear what another says and hears.
     *
     * @param whisper whether the other one, and nobody else, also hears the listener
     */
    void listen(LineId listener, LineId other, boolean whisper);

    /** From here on the house speaks to this line in that language, not in each of ours. */
    void speak(LineId line, Locale language);

    /**
     * Somebody who calls in is let in: he hears who we are, then music until he is joined.
     *
     * @param record whether both sides are recorded from here on
     */
    void welcome(LineId caller, boolean record);

    /** Somebody who calls in is told that the line is engaged. */
    void refuse(LineId caller);

    /**
     * He hears this, and then the line ends; while he hears such words already, nothing happens.
     */
    void dismiss(LineId patient, Farewell words);

    /** A short tone, to this line and whom it talks with. */
    void beep(LineId line);

    /** The patient's line is recorded no further; what was recorded so far stays in the spool. */
    void untape(LineId patient);

    /** While muted, nothing that the line's person says is heard or recorded. */
    void mute(LineId line, boolean on);

    /**
     * While hushed, the tape of a patient's line goes on with silence on both sides, whoever he
     * talks with; he and they notice nothing.
     *
     * @return false when the line is gone or has no tape
     */
    boolean hush(LineId patient, boolean on);

    /**
     * @param digits {@code 0-9*#}
     */
    void sendDigits(LineId line, String digits);

    /** Does nothing if the line is gone. */
    void hangUp(LineId line);

    /** Our lines that are alive now, asked of the switchboard itself. */
    List<LiveLine> liveLines();

    /** The same with what the switchboards that did not answer leave open. */
    default Roll roll() {
        return new Roll(liveLines(), _ -> false, _ -> false);
    }

    /** How a line ended, from the switchboard's own books: the second witness. */
    Optional<LineEvent.Ended> memoryOf(LineId line);

    /** When the line was answered, from the switchboard's own books. */
    Optional<LineEvent.Answered> answerOf(LineId line);

    /** Who called in since then, from the switchboard's own books, whether we heard it or not. */
    List<LineEvent.Arrived> callersSince(Instant since);

    /** How a line sounded, from the switchboard's own books, once it is over. */
    Optional<Sound> soundOf(LineId line);

    /** How many events were lost on their way to us since the start; each loss is re-read. */
    long dropped();

    DeskAccount account(Extension desk);

    /**
     * @param beside the line that the desk talks with now, so that a page that is read again comes
     *     back to it
     */
    default DeskAccount account(Extension desk, @Nullable LineId beside) {
        return account(desk);
    }

    /** Whether the desk's telephone or browser is registered where it can be rung now. */
    boolean reachable(Extension desk, DeskKind kind);

    /** Whether it is registered where it can be joined with this line. */
    default boolean reachable(Extension desk, DeskKind kind, LineId beside) {
        return reachable(desk, kind);
    }

    /** Whether the two are on one switchboard, or on two with a trunk in between. */
    default boolean joinable(LineId one, LineId other) {
        return true;
    }

    /** Whether the desk can be rung; one that cannot be asked for now cannot. */
    default boolean seemsReachable(Extension desk, DeskKind kind) {
        try {
            return reachable(desk, kind);
        } catch (WireDown _) {
            return false;
        }
    }

    /** Whether another call may be placed: somewhere it is neither full nor drained nor down. */
    default boolean hasRoom() {
        return true;
    }

    /** The one over which somebody would be rung beside that line. */
    default TrunkState trunk(LineId beside) {
        return trunk();
    }

    /**
     * How long a trunk may be without sound before its leg is given up, of several nodes the
     * longest; zero where it is kept for ever, empty where nobody can tell.
     */
    default Optional<Duration> trunkPatience() {
        return Optional.empty();
    }

    /**
     * How the trunk is, by what the switchboard itself last found: up when one of several has a
     * trunk that is. A trunk with an account that is not registered is down.
     */
    default TrunkState trunk() {
        return new TrunkState.Up();
    }

    /** The switchboards that this one is made of; empty when it is but itself. */
    default List<Node> nodes() {
        return List.of();
    }

    /**
     * A node that drains gets no new lines; those it has go on. Remembered over restarts.
     *
     * @return false when there is none of that name
     */
    default boolean drain(String node, boolean on) {
        return false;
    }
}
