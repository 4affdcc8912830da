package org.aftercall.transcript;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.aftercall.transcript.phrase.Phrase;
import org.aftercall.transcript.phrase.PhraseList;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was heard and may mean something. */
@Service
@Transactional
class Cues {
    private final CueRows rows;
    private final Phrases phrases;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Cues(CueRows rows, Phrases phrases, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.phrases = phrases;
        this.events = events;
        this.clock = clock;
    }

    /** Somebody said this just now. */
    void live(CallId call, Utterance said) {
        if (keep(call, List.of(said), true)) {
            events.publishEvent(new CueRaised(call));
        }
    }

    /**
     * All of it was heard again, in peace: what the better ear does not hear, a machine only said.
     */
    void after(CallId call, List<Utterance> said) {
        rows.forgetUnseen(call);
        keep(call, said, false);
    }

    /**
     * Somebody wrote what was really said: what only a machine made of the old words goes, what the
     * new ones tell comes.
     *
     * @param all the whole talk: of words said twice within seconds one suggestion stands for both
     */
    void corrected(CallId call, Utterance said, List<Utterance> all) {
        boolean less = rows.forgetUnseen(call, said) > 0;
        if (keep(call, all, false) || less) {
            events.publishEvent(new CueRaised(call));
        }
    }

    @Transactional(readOnly = true)
    public List<Cue> of(CallId call) {
        return rows.of(call);
    }

    @Transactional(readOnly = true)
    public Cue get(UUID id) {
        return rows.find(id).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "cue.unknown"));
    }

    Cue judge(Cue cue, Cue.Verdict verdict, StaffId by) {
        rows.judge(cue.id(), new Cue.Judged(verdict, by.value(), clock.instant()));
        events.publishEvent(new CueRaised(cue.call()));
        if (cue.kind() == Phrase.Kind.COMPLAINT) {
            events.publishEvent(new ComplaintJudged(cue.call()));
        }
        return get(cue.id());
    }

    private boolean keep(CallId call, List<Utterance> all, boolean live) {
        var ready = phrases.ready();
        boolean any = false;
        for (var said : all) {
            for (var find : ready.list().find(said.text(), said.speaker().name())) {
                if (!find.denied()) {
                    var cue =
                            new Cue(
                                    Ids.next(),
                                    call,
                                    find.phrase().kind(),
                                    find.phrase().words(),
                                    said.speaker(),
                                    when(said, find),
                                    Masked.of(said).text(),
                                    ready.version(),
                                    live,
                                    null);
                    any |= rows.keep(cue, clock.instant());
                }
            }
        }
        return any;
    }

    private static int when(Utterance said, PhraseList.Find find) {
        return said.words().get(said.wordAt(find.from())).s();
    }
}
