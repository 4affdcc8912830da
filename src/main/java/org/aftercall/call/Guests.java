package org.aftercall.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.telephony.TrunkRules;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Whom outside one may ask into a call: a list by name that a supervisor keeps. The trunk's own
 * rules hold for them, too.
 */
@Repository
public class Guests {
    private final JdbcClient db;
    private final TrunkRules trunk;

    Guests(JdbcClient db, TrunkRules trunk) {
        this.db = db;
        this.trunk = trunk;
    }

    public List<Guest> all() {
        return db.sql("SELECT * FROM call.guest ORDER BY kind, name, id")
                .query(Guests::guest)
                .list();
    }

    public Guest get(UUID id) {
        return db.sql("SELECT * FROM call.guest WHERE id = :id")
                .param("id", id)
                .query(Guests::guest)
                .optional()
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "guest.unknown"));
    }

    public Optional<Guest> at(PhoneNumber number) {
        return db.sql("SELECT * FROM call.guest WHERE number = :number")
                .param("number", number.digits())
                .query(Guests::guest)
                .optional();
    }

    /** Writes him down, anew or changed. */
    public void keep(Guest guest) {
        if (!trunk.takes(guest.number())) {
            throw invalid("/number", "trunk.number");
        }
        try {
            db.sql(
                            """
                            INSERT INTO call.guest (id, name, kind, note, number)
                            VALUES (:id, :name, :kind, :note, :number)
                            ON CONFLICT (id) DO UPDATE SET name = :name, kind = :kind, note = :note, number = :number
                            """)
                    .param("id", guest.id())
                    .param("name", guest.name())
                    .param("kind", guest.kind().name())
                    .param("note", guest.note())
                    .param("number", guest.number().digits())
                    .update();
        } catch (DuplicateKeyException twice) {
            throw invalid("/number", "guest.known");
        }
    }

    public void remove(UUID id) {
        db.sql("DELETE FROM call.guest WHERE id = :id").param("id", id).update();
    }

    private static Refusal invalid(String pointer, String code) {
        return new Refusal(
                Kind.INVALID, code, List.of(), List.of(new Mend(pointer, code, List.of())));
    }

    private static Guest guest(ResultSet row, int n) throws SQLException {
        return new Guest(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Guest.Kind.valueOf(row.getString("kind")),
                row.getString("note"),
                new PhoneNumber(row.getString("number")));
    }
}
