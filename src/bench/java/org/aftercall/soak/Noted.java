package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plays of the trail, to hold what was heard against. */
final class Noted {
    /**
     * So long what goes on belongs to the play before it; {@code aftercall.recording.same-play}.
     */
    private static final Duration SAME_PLAY = Duration.ofMinutes(10);

    private final Map<Ear, TreeSet<Instant>> rows = new HashMap<>();

    private record Ear(UUID person, UUID recording) {}

    private Noted() {}

    static Noted in(JdbcClient db) {
        var noted = new Noted();
        db.sql(
                        """
                        SELECT staff_id, subject_id, at FROM audit.access
                        WHERE action = 'recording.play' AND subject_type = 'recording'
                        """)
                .query(row -> {
                    var ear =
                            new Ear(
                                    row.getObject("staff_id", UUID.class),
                                    row.getObject("subject_id", UUID.class));
                    noted.rows
                            .computeIfAbsent(ear, _ -> new TreeSet<>())
                            .add(Sql.instant(row, "at"));
                });
        return noted;
    }

    /**
     * Plays that gave a byte of sound which no row tells of. Nobody hears two at a time: a row
     * between question and first byte is of this play and of no other.
     */
    List<Play> without(Collection<Play> plays) {
        return plays.stream().filter(p -> !tells(p)).toList();
    }

    private boolean tells(Play play) {
        var first = play.first();
        if (first == null) {
            return true;
        }
        var sent = play.wish().sent();
        return has(play.wish(), play.wish().from() == 0 ? sent : first.minus(SAME_PLAY), first);
    }

    /** What was asked for has its row, even if no byte came of it. */
    boolean asked(Play play) {
        return has(play.wish(), play.wish().sent(), play.ended());
    }

    private boolean has(Play.Wish wish, Instant from, Instant until) {
        var mine = rows.get(new Ear(wish.person(), wish.recording()));
        if (mine == null) {
            return false;
        }
        // The trail keeps microseconds.
        var row = mine.ceiling(from.truncatedTo(ChronoUnit.MICROS));
        return row != null && !row.isAfter(until);
    }
}
