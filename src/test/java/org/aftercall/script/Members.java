package org.aftercall.script;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever a test of this room's doors needs: somebody who was not there before. */
final class Members {
    private static final AtomicInteger LAST = new AtomicInteger();

    private Members() {}

    static StaffMember of(Role role, Staff staff, JdbcClient db) {
        var id = StaffId.next();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, departments, password_hash, stamp, presence)
                        VALUES (:id, :login, :name, :role, true, '{}', '', :stamp, 'OFFLINE')
                        """)
                .param("id", id.value())
                .param("login", "member" + LAST.incrementAndGet())
                .param("name", "M" + LAST.get())
                .param("role", role.name())
                .param("stamp", UUID.randomUUID())
                .update();
        return staff.get(id);
    }
}
