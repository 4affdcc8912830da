package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ReassigningTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class ReassigningTests {
    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Reassigning reassigning;
    @Autowired Reasons reasons;
    @Autowired Staff staff;

    private StaffMember lead;
    private StaffMember nurse;
    private StaffMember other;

    @BeforeEach
    void twoNurses() {
        ward.opens();
        lead = ward.nurse();
        nurse = ward.nurse();
        other = ward.nurse();
    }

    @Test
    void whatIsGivenToANurseIsOfferedToHerAloneWhileSheIsOnDuty() {
        var owed = ward.owed();
        move(List.of(owed), to(nurse));
        assertThat(next(other)).isNull();
        assertThat(next(nurse)).isEqualTo(owed.task());
        worklists.release(owed.task(), nurse.id(), null);
        staff.wish(nurse.id(), Presence.OFFLINE, null);
        assertThat(next(other)).isEqualTo(owed.task());
    }

    @Test
    void thePreviewTellsWhatWillHappenAndChangesNothing() {
        var free = ward.owed();
        var calling = ward.owed();
        ward.dial(other, calling);
        var wish = wish(List.of(free, calling), to(nurse));
        for (int i = 0; i < 2; i++) {
            var plan = reassigning.plan(wish, DataScope.EVERYTHING);
            assertThat(plan.moves()).containsExactly(free.task());
            assertThat(plan.skipped())
                    .containsExactly(
                            new Reassigning.Skipped(calling.task(), Reassigning.Skip.IN_HAND));
        }
        assertThat(next(other)).isEqualTo(free.task());
    }

    @Test
    void allThatANurseHasGoesToEverybodyAndComesBack() {
        var owed = ward.owed();
        move(List.of(owed), to(nurse));
        var all =
                new Reassigning.Wish(
                        null,
                        new Reassigning.Filter(nurse.id().value()),
                        new Reassigning.To(null, null, true));
        var done = reassigning.move(all, lead.id(), DataScope.EVERYTHING);
        assertThat(done.moved()).isEqualTo(1);
        assertThat(next(other)).isEqualTo(owed.task());
        worklists.release(owed.task(), other.id(), null);
        assertThat(reassigning.undo(undo(done), lead.id())).isEqualTo(new Reassigning.Undone(1, 1));
        assertThat(next(other)).isNull();
        assertThatThrownBy(() -> reassigning.undo(undo(done), lead.id()))
                .isInstanceOf(Refusal.class)
                .hasMessage("reassign.undone");
    }

    @Test
    void undoLeavesAloneWhatWasWorkedOnSince() {
        var owed = ward.owed();
        var done = move(List.of(owed), to(nurse));
        ward.dial(nurse, owed);
        assertThat(reassigning.undo(undo(done), lead.id())).isEqualTo(new Reassigning.Undone(0, 1));
    }

    @Test
    void aForeignDepartmentIsNeitherSeenNorGivenToWhoMayNotSeeIt() {
        var owed = ward.owed("心内科", 1);
        var stranger = ward.nurse(DataScope.of(Set.of("产科")));
        assertThat(reassigning.plan(wish(List.of(owed), to(nurse)), stranger.scope()).skipped())
                .extracting(Reassigning.Skipped::why)
                .containsExactly(Reassigning.Skip.UNKNOWN);
        assertThat(
                        reassigning
                                .plan(wish(List.of(owed), to(stranger)), DataScope.EVERYTHING)
                                .skipped())
                .extracting(Reassigning.Skipped::why)
                .containsExactly(Reassigning.Skip.NOT_HERS);
    }

    @Test
    void aWishThatIsNotOneIsRefusedByItsField() {
        var owed = ward.owed();
        refused(new Reassigning.Wish(null, null, to(nurse)), "/tasks");
        refused(new Reassigning.Wish(List.of(), null, to(nurse)), "/tasks");
        refused(wish(List.of(owed), new Reassigning.To(null, null, null)), "/to");
        refused(wish(List.of(owed), new Reassigning.To(null, nurse.id().value(), true)), "/to");
        refused(
                wish(List.of(owed), new Reassigning.To(null, UUID.randomUUID(), null)),
                "/to/nurseId");
    }

    @Test
    void whoAsksWhyNothingDialsIsTold() {
        var owed = ward.owed();
        move(List.of(owed), to(nurse));
        var list = worklists.of(ward.task(owed));
        assertThat(next(other)).isNull();
        assertThat(reasons.survey(list, DataScope.EVERYTHING, null, Locale.ENGLISH).canDial())
                .isEqualTo(1);
    }

    private void refused(Reassigning.Wish wish, String pointer) {
        assertThatThrownBy(() -> reassigning.plan(wish, DataScope.EVERYTHING))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.mends().getFirst().pointer()).isEqualTo(pointer));
    }

    private Reassigning.Done move(List<Ward.Owed> tasks, Reassigning.To to) {
        return reassigning.move(wish(tasks, to), lead.id(), DataScope.EVERYTHING);
    }

    private static Reassigning.Wish wish(List<Ward.Owed> tasks, Reassigning.To to) {
        var ids = new ArrayList<UUID>();
        tasks.forEach(t -> ids.add(t.task().value()));
        return new Reassigning.Wish(ids, null, to);
    }

    private static Reassigning.To to(StaffMember nurse) {
        return new Reassigning.To(null, nurse.id().value(), null);
    }

    private static UUID undo(Reassigning.Done done) {
        return Objects.requireNonNull(done.undo());
    }

    private @Nullable TaskId next(StaffMember who) {
        return worklists.claimNext(who.id(), who.scope(), null).map(FollowUpTask::id).orElse(null);
    }
}
