package org.aftercall.patient;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** Whether the holidays of this year are entered, and, once they are announced, of the next. */
@Component
class CalendarCheck implements Check {
    private final Calendar calendar;
    private final Clock clock;

    CalendarCheck(Calendar calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "calendar";
    }

    @Override
    public List<Finding> look() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of(Home.USUAL_ZONE));
        var known = Stream.of(today.getYear());
        var announced = today.getMonth().compareTo(Month.NOVEMBER) >= 0;
        return (announced ? Stream.concat(known, Stream.of(today.getYear() + 1)) : known)
                .map(this::of)
                .toList();
    }

    private Finding of(int year) {
        var days = calendar.of(year).size();
        return days > 0
                ? Finding.pass("holidays " + year, days + " days")
                : Finding.warn(
                        "holidays " + year,
                        "none is entered: lists that keep holidays know only those that are the same every year",
                        "Paste the list of the State Council on the page House rules");
    }
}
