package org.aftercall.patient.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Findings;
import org.aftercall.patient.Home;
import org.aftercall.patient.Language;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Person;
import org.aftercall.patient.Place;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.aftercall.patient.Stay;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** A new patient in a department of his own, and whoever comes to the doors because of him. */
@AutoConfigureMockMvc
abstract class SomebodyNew {
    private static int last = 7000;

    @Autowired MockMvc mvc;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired JdbcClient db;

    String department = "";
    PatientId patient = PatientId.next();

    @BeforeEach
    void somebodyNew() {
        department = "科" + ++last;
        patient = admitted();
    }

    SignedIn somebody(Role role, DataScope scope) {
        var id = StaffId.next();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, departments,
                                                  password_hash, stamp)
                        VALUES (:id, :login, 'Zhou Min', :role, :all, :departments, '', :stamp)
                        """)
                .param("id", id.value())
                .param("login", "s" + id.value())
                .param("role", role.name())
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("stamp", UUID.randomUUID())
                .update();
        return SignedIn.as(staff.get(id));
    }

    PatientId admitted() {
        last++;
        return patients.admit(
                        new Discharge(
                                new Person(
                                        "测试" + last,
                                        Sex.MALE,
                                        LocalDate.of(1950, 1, 2),
                                        null,
                                        null),
                                new Home(Home.USUAL_ZONE, Language.ZH, null, null),
                                List.of(
                                        new Discharge.Reach(
                                                Relation.SELF,
                                                null,
                                                new PhoneNumber("+861000%06d".formatted(last)))),
                                new Stay(
                                        "D" + last,
                                        new Place(department, null, null, null),
                                        null,
                                        LocalDate.of(2026, 11, 20)),
                                new Findings(null, null, null, null, null)))
                .patient();
    }
}
