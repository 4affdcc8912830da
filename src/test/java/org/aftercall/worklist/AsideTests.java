package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Blocked tasks that pile up at the head of a list. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/AsideTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.worklist.aside-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class AsideTests {
    @Autowired Ward ward;
    @Autowired Aside aside;
    @Autowired Worklists worklists;
    @Autowired Reasons reasons;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
        aside.tidy();
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void aPileIsPutAsideAndTheReasonsStayTheSame() {
        var pile = pile(Aside.PILE + 3);
        var free = ward.owed();
        var before = why();
        aside.tidy();
        assertThat(setAside()).isEqualTo(pile.size());
        assertThat(why()).isEqualTo(before).containsExactly("doNotCall " + pile.size());
        assertThat(next()).contains(free.task());
        assertThat(next()).isEmpty();
        assertThat(survey().canDial()).isZero();
        // Nobody has to wait until it is looked at again: by hand any task can be had.
        assertThat(worklists.claim(pile.getFirst().task(), ward.nurse().id(), DataScope.EVERYTHING))
                .isNotNull();
    }

    @Test
    void whatIsNoLongerInTheWayIsAskedAfterTwoMinutesAndWhatIsStaysAside() {
        var pile = pile(Aside.PILE + 1);
        aside.tidy();
        var lifted = pile.get(7);
        doNotCall(List.of(lifted), false);
        aside.tidy();
        assertThat(next()).isEmpty();
        clock.advance(Aside.FOR.plusSeconds(1));
        aside.tidy();
        assertThat(setAside()).isEqualTo(pile.size() - 1);
        assertThat(next()).contains(lifted.task());
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyAside() {
        var pile = pile(Aside.PILE);
        clock.advance(Duration.ofHours(2));
        aside.tidy();
        assertThat(setAside()).isEqualTo(pile.size());
        doNotCall(pile, false);
        clock.advance(Duration.ofHours(-2));
        aside.tidy();
        assertThat(setAside()).isZero();
        assertThat(next()).isPresent();
    }

    @Test
    void aFewAreLeftWhereTheyAre() {
        pile(3);
        var free = ward.owed();
        aside.tidy();
        assertThat(setAside()).isZero();
        assertThat(next()).contains(free.task());
    }

    private List<Ward.Owed> pile(int many) {
        var pile = new ArrayList<Ward.Owed>();
        for (int i = 0; i < many; i++) {
            pile.add(ward.owed());
        }
        doNotCall(pile, true);
        return pile;
    }

    private void doNotCall(List<Ward.Owed> pile, boolean on) {
        db.sql("UPDATE patient.patient SET do_not_call = :on WHERE id = ANY(:patients)")
                .param("on", on)
                .param("patients", pile.stream().map(o -> o.patient().value()).toArray(UUID[]::new))
                .update();
    }

    private int setAside() {
        return db.sql(
                        "SELECT count(*) FROM worklist.task WHERE aside_until IS NOT NULL AND closed_at IS NULL")
                .query(Integer.class)
                .single();
    }

    private Optional<TaskId> next() {
        return worklists
                .claimNext(ward.nurse().id(), DataScope.EVERYTHING, null)
                .map(FollowUpTask::id);
    }

    private Reasons.OfList survey() {
        return reasons.survey(
                worklists.all(DataScope.EVERYTHING).getFirst(),
                DataScope.EVERYTHING,
                Locale.ENGLISH);
    }

    private List<String> why() {
        return survey().reasons().stream().map(r -> r.code() + " " + r.count()).toList();
    }
}
