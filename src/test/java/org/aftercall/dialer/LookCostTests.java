package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a look at all lists asks of the database. */
class LookCostTests extends PredictiveRoom {
    @Test
    void aLookCostsSoMuchForEachNurseHoweverManyThereAre() {
        long three = cost(3);
        long six = cost(6);
        long twelve = cost(12);
        System.out.printf(
                "statements of a look: %d for 3 nurses, %d for 6, %d for 12%n", three, six, twelve);
        assertThat(twelve - six).isLessThanOrEqualTo(2 * (six - three) + 6);
    }

    private long cost(int seated) {
        while (calls.seated().size() < seated) {
            seated();
        }
        dialing.look();
        var log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var before = log.getLevel();
        var asked = new ListAppender<ILoggingEvent>();
        asked.start();
        log.addAppender(asked);
        log.setLevel(Level.DEBUG);
        log.setAdditive(false);
        try {
            dialing.look();
        } finally {
            log.setAdditive(true);
            log.setLevel(before);
            log.detachAppender(asked);
        }
        var thread = Thread.currentThread().getName();
        return asked.list.stream()
                .filter(e -> e.getThreadName().equals(thread))
                .filter(e -> e.getMessage().startsWith("Executing prepared SQL statement"))
                .count();
    }
}
