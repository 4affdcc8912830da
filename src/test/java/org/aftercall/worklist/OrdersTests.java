package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Ids;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Who takes part, and when: the settings of a list at a claim. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/OrdersTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class OrdersTests {
    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Reasons reasons;
    @Autowired Settling settling;
    @Autowired Teams teams;
    @Autowired Staff staff;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember nurse;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
        nurse = ward.nurse();
    }

    @AfterEach
    void asItWas() {
        db.sql(
                        """
                        UPDATE worklist.worklist SET mode = 'PREVIEW', preview_seconds = NULL, starts_on = NULL, ends_on = NULL,
                               keeps_holidays = false, same_nurse_minutes = 0
                        """)
                .update();
        db.sql("DELETE FROM worklist.crew").update();
        db.sql("DELETE FROM worklist.crew_team").update();
    }

    @Test
    void aManualListHandsNobodyOut() {
        ward.owed();
        set("mode = 'MANUAL'");
        assertThat(next(nurse)).isEmpty();
        assertThat(reasons.of(list(), DataScope.EVERYTHING, nurse.id(), Locale.ENGLISH))
                .extracting(Reasons.Reason::code)
                .containsExactly("manual");
    }

    @ParameterizedTest
    @CsvSource({
        "'mode = ''PREVIEW''', true",
        "'mode = ''PREVIEW'', preview_seconds = 10', false",
        "'mode = ''PROGRESSIVE''', false",
        "'mode = ''PREDICTIVE''', false"
    })
    void whoseTelephoneMayHaveRungIsOfferedOnlyWhereAPersonPressesTheKey(
            String mode, boolean offered) {
        var owed = ward.owed();
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        Disposition.TECHNICAL_FAILURE,
                        null,
                        Settling.Bell.RANG,
                        null,
                        true,
                        false));
        clock.advance(Duration.ofMinutes(5));
        set(mode);
        var why = offered ? List.of() : List.of("mayHaveRung");
        assertThat(whyNot()).isEqualTo(why);
        assertThat(upcoming()).hasSize(offered ? 1 : 0);
        assertThat(next(nurse)).isEqualTo(offered ? Optional.of(owed.task()) : Optional.empty());
        assertThat(ward.claim(nurse, owed).heldBy(nurse.id())).isTrue();
    }

    @Test
    void onlyTheCrewIsHandedOutAndTakesByHand() {
        var owed = ward.owed();
        db.sql("INSERT INTO worklist.crew (worklist_id, staff_id) VALUES (:list, :nurse)")
                .param("list", list().id().value())
                .param("nurse", nurse.id().value())
                .update();
        var other = ward.nurse();
        assertThat(next(other)).isEmpty();
        assertThatThrownBy(() -> ward.claim(other, owed)).hasMessage("task.notCrew");
        assertThat(next(nurse)).contains(owed.task());
    }

    @Test
    void aTeamIsACrewOfWhoeverIsInItNow() {
        ward.owed();
        var other = ward.nurse();
        var team = new Teams.Team(Ids.next(), "Heart", List.of(nurse.id().value()));
        teams.become(team);
        db.sql("INSERT INTO worklist.crew_team (worklist_id, team_id) VALUES (:list, :team)")
                .param("list", list().id().value())
                .param("team", team.id())
                .update();
        assertThat(next(other)).isEmpty();
        teams.become(new Teams.Team(team.id(), "Heart", List.of()));
        assertThat(next(nurse)).isEmpty();
        teams.become(new Teams.Team(team.id(), "Heart", List.of(other.id().value())));
        assertThat(next(other)).isPresent();
        assertThatThrownBy(() -> teams.remove(team.id())).hasMessage("team.used");
    }

    @Test
    void whoTalkedWithHimLastHasHimFirstUntilHerTimeIsOverOrSheIsAway() {
        set("same_nurse_minutes = 60");
        var owed = ward.owed();
        settle(owed, nurse);
        clock.advance(Duration.ofMinutes(10));
        var other = ward.nurse();
        assertThat(next(other)).isEmpty();
        assertThat(
                        reasons.survey(list(), DataScope.EVERYTHING, other.id(), Locale.ENGLISH)
                                .reasons())
                .extracting(Reasons.Reason::code)
                .containsExactly("sameNurse");
        assertThat(next(nurse)).contains(owed.task());
        worklists.release(owed.task(), nurse.id(), null);
        clock.advance(Duration.ofMinutes(61));
        assertThat(next(other)).contains(owed.task());
        settle(owed, nurse);
        clock.advance(Duration.ofMinutes(10));
        staff.become(nurse.id(), Presence.OFFLINE);
        assertThat(next(other)).contains(owed.task());
    }

    private void settle(Ward.Owed owed, StaffMember by) {
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        Disposition.INTERRUPTED,
                        by.id(),
                        Settling.Bell.ANSWERED,
                        null,
                        true,
                        false));
    }

    @Test
    void aListThatIsOverOrNotBegunCallsNobodyAndTakesNobody() {
        ward.owed();
        set("ends_on = '2026-11-22'");
        assertThat(next(nurse)).isEmpty();
        assertThat(whyNot()).containsExactly("over");
        assertThat(worklists.taking()).isEmpty();
        set("ends_on = '2026-11-23'");
        assertThat(worklists.taking()).hasSize(1);
        set("starts_on = '2026-11-24', ends_on = NULL");
        assertThat(next(nurse)).isEmpty();
        assertThat(whyNot()).containsExactly("notStarted");
        set("starts_on = '2026-11-23'");
        assertThat(next(nurse)).isPresent();
    }

    @Test
    void onAHolidayAListThatKeepsThemCallsNobody() {
        clock.set(Instant.parse("2026-10-02T02:00:00Z"));
        ward.owed();
        assertThat(upcoming()).hasSize(1);
        set("keeps_holidays = true");
        assertThat(next(nurse)).isEmpty();
        assertThat(whyNot()).containsExactly("windowClosed");
    }

    @Test
    void onNewYearsDayNobodyIsCalledThoughNobodyEnteredThatYearYet() {
        clock.set(Instant.parse("2027-01-01T02:00:00Z"));
        ward.owed();
        set("keeps_holidays = true");
        assertThat(whyNot()).containsExactly("windowClosed");
        clock.set(Instant.parse("2027-01-04T02:00:00Z"));
        assertThat(whyNot()).isEmpty();
    }

    @Test
    void theFeedThatAsksForMostTakesADischarge() {
        var usual = list();
        var everybody = with(usual, Feed.EVERYBODY);
        var ward2 = with(usual, new Feed(List.of(), List.of("2"), List.of(), null, null));
        var heart = with(usual, new Feed(List.of(), List.of(), List.of("i50"), null, null));
        var old = with(usual, new Feed(List.of("心内科"), List.of(), List.of(), 75, null));
        var lists = List.of(everybody, ward2, heart, old);
        assertThat(takes(lists, new Feed.Case("骨科", "1", null, null))).isEqualTo(everybody);
        assertThat(takes(lists, new Feed.Case("骨科", "2", null, 80))).isEqualTo(ward2);
        assertThat(takes(lists, new Feed.Case("心内科", "2", "I50.1", 80))).isEqualTo(heart);
        assertThat(takes(lists, new Feed.Case("心内科", "1", "I25", 75))).isEqualTo(old);
        assertThat(takes(lists, new Feed.Case("心内科", "1", "I25", 74))).isEqualTo(everybody);
        assertThat(takes(lists, new Feed.Case("心内科", "1", "I25", null))).isEqualTo(everybody);
    }

    private static @Nullable Worklist takes(List<Worklist> lists, Feed.Case discharge) {
        return Worklists.feeding(lists, discharge).orElse(null);
    }

    private static Worklist with(Worklist list, Feed feed) {
        return new Worklist(
                WorklistId.next(),
                list.name(),
                list.questionnaire(),
                list.questionnaireVersion(),
                feed,
                list.week(),
                false,
                list.zone(),
                Worklist.Season.ALWAYS,
                list.manner(),
                Crew.EVERYBODY,
                0,
                null,
                1);
    }

    private void set(String what) {
        db.sql("UPDATE worklist.worklist SET " + what).update();
    }

    private Worklist list() {
        return worklists.all(DataScope.EVERYTHING).getFirst();
    }

    private Optional<TaskId> next(StaffMember who) {
        return worklists.claimNext(who.id(), who.scope(), null).map(FollowUpTask::id);
    }

    private List<TaskId> upcoming() {
        return worklists.ahead(list(), DataScope.EVERYTHING, 20);
    }

    private List<String> whyNot() {
        return reasons.survey(list(), DataScope.EVERYTHING, null, Locale.ENGLISH).reasons().stream()
                .map(Reasons.Reason::code)
                .toList();
    }
}
