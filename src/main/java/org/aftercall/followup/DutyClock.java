package org.aftercall.followup;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.springframework.stereotype.Component;

/** The house's clock on the wall, by which shifts begin and end. */
@Component
class DutyClock {
    private final EscalationSettings settings;
    private final Clock clock;

    DutyClock(EscalationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Instant instant() {
        return clock.instant();
    }

    LocalDateTime now() {
        return at(clock.instant());
    }

    LocalDateTime at(Instant moment) {
        return LocalDateTime.ofInstant(moment, settings.zone());
    }

    ZoneId zone() {
        return settings.zone();
    }
}
