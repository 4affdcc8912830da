package org.aftercall.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The member table. */
@Repository
class Members {
    private final JdbcClient db;

    Members(JdbcClient db) {
        this.db = db;
    }

    /** What the door needs to know beside the member himself. */
    record Lock(
            StaffMember member,
            String passwordHash,
            UUID stamp,
            boolean active,
            int failedLogins,
            @Nullable Instant lockedUntil) {}

    Optional<Lock> byLogin(String login) {
        return db.sql("SELECT * FROM staff.member WHERE login = lower(:login)")
                .param("login", login)
                .query(Members::lock)
                .optional();
    }

    Optional<Lock> byId(StaffId id) {
        return db.sql("SELECT * FROM staff.member WHERE id = :id")
                .param("id", id.value())
                .query(Members::lock)
                .optional();
    }

    List<Lock> all() {
        return db.sql("SELECT * FROM staff.member ORDER BY active DESC, login")
                .query(Members::lock)
                .list();
    }

    Optional<Lock> byExtension(String extension) {
        return db.sql("SELECT * FROM staff.member WHERE extension = :extension AND active")
                .param("extension", extension)
                .query(Members::lock)
                .optional();
    }

    boolean isEmpty() {
        return db.sql("SELECT NOT EXISTS (SELECT FROM staff.member)").query(Boolean.class).single();
    }

    void add(StaffMember member, String passwordHash) {
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, departments, extension,
                                                  desk_kind, password_hash, stamp, must_change_password)
                        VALUES (:id, :login, :name, :role, :all, :departments, :extension,
                                :desk, :hash, gen_random_uuid(), :mustChange)
                        """)
                .param("id", member.id().value())
                .param("login", member.login())
                .param("name", member.name())
                .param("role", member.role().name())
                .param("all", member.scope().all())
                .param("departments", member.scope().asArray())
                .param("extension", member.desk().map(Extension::digits).orElse(null))
                .param("desk", member.deskKind().name())
                .param("hash", passwordHash)
                .param("mustChange", member.mustChangePassword())
                .update();
    }

    void change(StaffId id, String name, Role role, DataScope scope, @Nullable String extension) {
        db.sql(
                        """
                        UPDATE staff.member SET name = :name, role = :role, all_departments = :all,
                               departments = :departments, extension = :extension WHERE id = :id
                        """)
                .param("id", id.value())
                .param("name", name)
                .param("role", role.name())
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("extension", extension)
                .update();
    }

    void setActive(StaffId id, boolean active) {
        db.sql(
                        """
                        UPDATE staff.member SET active = :active, presence = 'OFFLINE', afterwards = NULL, stamp = gen_random_uuid()
                        WHERE id = :id AND active <> :active
                        """)
                .param("id", id.value())
                .param("active", active)
                .update();
    }

    void setPassword(StaffId id, String hash, boolean mustChange) {
        db.sql(
                        """
                        UPDATE staff.member SET password_hash = :hash, must_change_password = :mustChange,
                               stamp = gen_random_uuid(), failed_logins = 0, locked_until = NULL WHERE id = :id
                        """)
                .param("id", id.value())
                .param("hash", hash)
                .param("mustChange", mustChange)
                .update();
    }

    /** Counts in the database, so that parallel guesses count too. */
    void failed(StaffId id, int limit, Instant lockedUntil) {
        db.sql(
                        """
                        UPDATE staff.member SET failed_logins = failed_logins + 1,
                               locked_until = CASE WHEN failed_logins + 1 >= :limit THEN :until ELSE locked_until END
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("limit", limit)
                .param("until", Sql.utc(lockedUntil))
                .update();
    }

    void unlock(StaffId id) {
        db.sql("UPDATE staff.member SET failed_logins = 0, locked_until = NULL WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    void setDesk(StaffId id, DeskKind kind) {
        db.sql("UPDATE staff.member SET desk_kind = :kind WHERE id = :id")
                .param("id", id.value())
                .param("kind", kind.name())
                .update();
    }

    boolean extensionTaken(String extension, StaffId except) {
        return db.sql(
                        "SELECT EXISTS (SELECT FROM staff.member WHERE extension = :extension AND id <> :id)")
                .param("extension", extension)
                .param("id", except.value())
                .query(Boolean.class)
                .single();
    }

    private static Lock lock(ResultSet row, int n) throws SQLException {
        var member =
                new StaffMember(
                        new StaffId(row.getObject("id", UUID.class)),
                        row.getString("login"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        new DataScope(
                                row.getBoolean("all_departments"),
                                Set.of((String[]) row.getArray("departments").getArray())),
                        Optional.ofNullable(row.getString("extension")).map(Extension::new),
                        DeskKind.valueOf(row.getString("desk_kind")),
                        Presence.valueOf(row.getString("presence")),
                        row.getBoolean("must_change_password"));
        return new Lock(
                member,
                row.getString("password_hash"),
                row.getObject("stamp", UUID.class),
                row.getBoolean("active"),
                row.getInt("failed_logins"),
                Sql.instantOrNull(row, "locked_until"));
    }
}
