package org.aftercall.dialer;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A ward at work while its clock leaps to and fro by up to two hours: nurses with and without a
 * seat, patients in several zones, calls that are ordered and whose nurse picks up after a leap.
 * Each telephone that is rung is judged by the clock on its own wall.
 */
public final class ClockLeaps {
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Asia/Shanghai"),
                    ZoneId.of("Asia/Urumqi"),
                    ZoneId.of("Asia/Kolkata"),
                    ZoneId.of("Australia/Lord_Howe"));
    private static final List<LocalTime> HOURS =
            List.of(
                    LocalTime.of(9, 0),
                    LocalTime.of(12, 0),
                    LocalTime.of(14, 0),
                    LocalTime.of(18, 0));
    private static final int LEAP = 7_200;

    private final Ward ward;
    private final TestClock clock;
    private final FakeSwitchboard wire;
    private final ProgressiveDialing dialing;
    private final Dialer dialer;
    private final Patients patients;
    private final Staff staff;
    private final JdbcClient db;
    private final Random chance;

    private final Map<PhoneNumber, ZoneId> walls = new HashMap<>();
    private final List<Ward.Owed> owed = new ArrayList<>();
    private final List<DeskOrder> ringing = new ArrayList<>();
    private final List<DialOrder> dialed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<StaffMember> nurses = new ArrayList<>();
    private int rungSeen;
    private int dialedSeen;
    private int leaps;
    private int crashes;

    public ClockLeaps(ApplicationContext house, long seed) {
        this.ward = house.getBean(Ward.class);
        this.clock = house.getBean(TestClock.class);
        this.wire = house.getBean(FakeSwitchboard.class);
        this.dialing = house.getBean(ProgressiveDialing.class);
        this.dialer = house.getBean(Dialer.class);
        this.patients = house.getBean(Patients.class);
        this.staff = house.getBean(Staff.class);
        this.db = house.getBean(JdbcClient.class);
        this.chance = new Random(seed);
    }

    /** What was rung outside its hours, or broke, in words to repeat it by. */
    public List<String> wrong() {
        return wrong;
    }

    public int crashes() {
        return crashes;
    }

    public int leaps() {
        return leaps;
    }

    /** How many patients' telephones rang. */
    public int dialed() {
        return dialedSeen;
    }

    public void begin() {
        ward.opens();
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        db.sql("DELETE FROM worklist.hours").update();
        for (int i = 0; i < HOURS.size(); i += 2) {
            db.sql(
                            """
                            INSERT INTO worklist.hours (worklist_id, weekday, from_minute, until_minute)
                            SELECT id, weekday, :from, :until FROM worklist.worklist, generate_series(1, 7) AS weekday
                            """)
                    .param("from", HOURS.get(i).toSecondOfDay() / 60)
                    .param("until", HOURS.get(i + 1).toSecondOfDay() / 60)
                    .update();
        }
        for (int i = 0; i < 6; i++) {
            nurses.add(ward.nurse());
        }
    }

    /** One thing happens, whatever the clock says. */
    public void one() {
        try {
            switch (chance.nextInt(8)) {
                case 0 -> leap();
                case 1 -> clock.advance(Duration.ofSeconds(1 + chance.nextInt(90)));
                case 2 -> owe();
                case 3, 4 -> dialing.look();
                case 5 -> aNurseDials();
                case 6 -> aNursePicksUp();
                default -> aPatientIsThrough();
            }
        } catch (RuntimeException broken) {
            if (!(broken instanceof Refusal)) {
                crashes++;
                wrong.add("at " + clock.instant() + ": " + broken);
            }
        }
        judge();
    }

    private void leap() {
        leaps++;
        clock.advance(Duration.ofSeconds(chance.nextInt(2 * LEAP + 1) - LEAP));
    }

    private void owe() {
        var one = ward.owed();
        var zone = ZONES.get(chance.nextInt(ZONES.size()));
        db.sql("UPDATE patient.patient SET zone = :zone WHERE id = :id")
                .param("zone", zone.getId())
                .param("id", one.patient().value())
                .update();
        walls.put(patients.contact(one.number()).number(), zone);
        owed.add(one);
    }

    /** Half of them sit at a line that stays up; she who dials by hand has none. */
    private void aNurseDials() {
        if (!owed.isEmpty()) {
            ward.dial(some(nurses), some(owed));
        }
    }

    private void aNursePicksUp() {
        if (!ringing.isEmpty()) {
            var order = some(ringing);
            ringing.remove(order);
            if (wire.live.containsKey(order.line())) {
                ward.hears(wire.answered(order.line()));
            }
        }
    }

    private void aPatientIsThrough() {
        if (dialed.isEmpty()) {
            return;
        }
        var order = some(dialed);
        dialed.remove(order);
        if (chance.nextBoolean()) {
            ward.hears(wire.answered(order.line()));
        }
        ward.hears(wire.ended(order.line(), LineResult.BUSY, 17));
        for (var nurse : nurses) {
            dialer.openOf(nurse.id())
                    .filter(a -> Ward.line(a.call()).equals(order.line()))
                    .ifPresent(a -> dialer.settle(a.id(), Disposition.COMPLETED_ROUTINE, null));
            if (staff.get(nurse.id()).presence() == Presence.WRAPPING_UP) {
                staff.become(nurse.id(), Presence.READY);
            }
        }
    }

    private void judge() {
        for (; rungSeen < wire.rung.size(); rungSeen++) {
            ringing.add(wire.rung.get(rungSeen));
        }
        for (; dialedSeen < wire.dialed.size(); dialedSeen++) {
            var order = wire.dialed.get(dialedSeen);
            dialed.add(order);
            var zone = walls.get(order.to());
            if (zone == null || !open(clock.instant().atZone(zone).toLocalTime())) {
                wrong.add("rung at " + clock.instant() + " in " + zone);
            }
        }
    }

    private static boolean open(LocalTime wall) {
        return !wall.isBefore(HOURS.get(0)) && wall.isBefore(HOURS.get(1))
                || !wall.isBefore(HOURS.get(2)) && wall.isBefore(HOURS.get(3));
    }

    private <T> T some(List<T> all) {
        return all.get(chance.nextInt(all.size()));
    }
}
