package org.aftercall.worklist;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Nurses who work on the same lists. */
@Repository
class Teams {
    private final JdbcClient db;

    Teams(JdbcClient db) {
        this.db = db;
    }

    /** Some nurses under one name. */
    record Team(UUID id, String name, List<UUID> members) {
        Team {
            members = List.copyOf(members);
        }
    }

    List<Team> all() {
        return db.sql(
                        """
                        SELECT t.id, t.name, coalesce(array_agg(m.staff_id ORDER BY m.staff_id)
                                                      FILTER (WHERE m.staff_id IS NOT NULL), '{}') AS members
                        FROM worklist.team t LEFT JOIN worklist.team_member m ON m.team_id = t.id
                        GROUP BY t.id ORDER BY t.name
                        """)
                .query((row, _) ->
                        new Team(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                Arrays.asList((UUID[]) row.getArray("members").getArray())))
                .list();
    }

    /** Makes it, or makes it what it is now. */
    @Transactional
    public void become(Team team) {
        try {
            db.sql(
                            """
                            INSERT INTO worklist.team (id, name) VALUES (:id, :name)
                            ON CONFLICT (id) DO UPDATE SET name = :name
                            """)
                    .param("id", team.id())
                    .param("name", team.name())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new Refusal(
                    Kind.INVALID,
                    "team.invalid",
                    List.of(),
                    List.of(new Refusal.Mend("/name", "team.taken", List.of())));
        }
        db.sql("DELETE FROM worklist.team_member WHERE team_id = :id")
                .param("id", team.id())
                .update();
        for (var member : team.members()) {
            db.sql("INSERT INTO worklist.team_member (team_id, staff_id) VALUES (:id, :member)")
                    .param("id", team.id())
                    .param("member", member)
                    .update();
        }
    }

    /** Refused while a list names it: without its crew that list would be everybody's. */
    void remove(UUID id) {
        try {
            if (db.sql("DELETE FROM worklist.team WHERE id = :id").param("id", id).update() == 0) {
                throw new Refusal(Kind.NOT_FOUND, "team.unknown");
            }
        } catch (DataIntegrityViolationException used) {
            throw new Refusal(Kind.CONFLICT, "team.used");
        }
    }
}
