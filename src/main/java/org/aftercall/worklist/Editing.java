package org.aftercall.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.script.Questionnaires;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes worklists, and shows what a change does before anybody is called. */
@Service
@Transactional
class Editing {
    private final Lists lists;
    private final Claims claims;
    private final Moment.Camera moments;
    private final Known known;
    private final TaskRows rows;
    private final ApplicationEventPublisher events;

    Editing(
            Lists lists,
            Claims claims,
            Moment.Camera moments,
            Known known,
            TaskRows rows,
            ApplicationEventPublisher events) {
        this.lists = lists;
        this.claims = claims;
        this.moments = moments;
        this.known = known;
        this.rows = rows;
        this.events = events;
    }

    /** What a form may name. */
    @Component
    record Known(Questionnaires questionnaires, Staff staff, Teams teams) {}

    Worklist add(ListForm form) {
        var list = checked(form).list(WorklistId.next(), 1, usualZone());
        lists.add(list);
        return lists.find(list.id()).orElseThrow();
    }

    Worklist change(Worklist known, ListForm form, int version) {
        if (!lists.change(checked(form).list(known.id(), version, known.zone()))) {
            throw new Refusal(Kind.STALE, "worklist.stale");
        }
        events.publishEvent(new WorklistChanged(known.id()));
        return lists.find(known.id()).orElseThrow();
    }

    void pause(Worklist list, @Nullable String why) {
        lists.pause(list.id(), why);
        events.publishEvent(new WorklistChanged(list.id()));
    }

    List<TaskRows.Coming> upcoming(Worklist list, DataScope scope, int limit, Locale locale) {
        var moment = moments.of(list);
        var ids = new ArrayList<TaskId>();
        for (var heap : Claims.Heap.ALL) {
            ids.addAll(claims.preview(heap, moment, scope, limit));
        }
        var by = list.manner().ordering();
        return ids.stream().limit(limit).map(id -> rows.coming(id, by, locale)).toList();
    }

    /** The same once the form is saved, which it is not by asking. */
    @Transactional(readOnly = true)
    public List<TaskRows.Coming> upcoming(
            Worklist known, ListForm form, DataScope scope, int limit, Locale locale) {
        var list = checked(form).list(known.id(), known.version(), known.zone());
        return upcoming(list, scope, limit, locale);
    }

    private ListForm checked(ListForm form) {
        var code = form.questionnaire();
        var mends =
                form.mends(
                        code != null
                                && known.questionnaires().all().stream()
                                        .anyMatch(q -> q.code().equals(code)));
        var asked = form.questionnaireVersion();
        Mends.need(
                mends,
                asked == null
                        || code != null && known.questionnaires().asking(code).contains(asked),
                "/questionnaireVersion",
                "worklist.questionnaireVersion");
        var crew = form.crew() == null ? List.<UUID>of() : form.crew();
        for (int i = 0; i < crew.size(); i++) {
            var there = known.staff().find(new StaffId(crew.get(i))).isPresent();
            Mends.need(mends, there, "/crew/" + i, "worklist.crew");
        }
        var chosen = form.teams() == null ? List.<UUID>of() : form.teams();
        var teams = known.teams().all().stream().map(Teams.Team::id).toList();
        for (int i = 0; i < chosen.size(); i++) {
            Mends.need(mends, teams.contains(chosen.get(i)), "/teams/" + i, "worklist.team");
        }
        Mends.refuse(mends);
        return form;
    }

    private String usualZone() {
        return lists.all().stream().findFirst().map(Worklist::zone).orElse("Asia/Shanghai");
    }
}
