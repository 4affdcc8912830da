package org.aftercall.console;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.dialer.DropRates;
import org.aftercall.dialer.Pace;
import org.aftercall.dialer.PredictiveDialing;
import org.aftercall.kernel.HouseWords;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a list is paced this moment, and how many patients it left without a nurse. */
@RestController
@RequestMapping("/api/v1/worklists/{id}/pacing")
@PreAuthorize("hasAuthority('worklist.read')")
class PacingController {
    private final PredictiveDialing predictive;
    private final DropRates dropRates;
    private final Worklists worklists;
    private final HouseWords words;

    PacingController(
            PredictiveDialing predictive,
            DropRates dropRates,
            Worklists worklists,
            HouseWords words) {
        this.predictive = predictive;
        this.dropRates = dropRates;
        this.worklists = worklists;
        this.words = words;
    }

    record Why(String code, String text) {}

    /**
     * @param lines telephones that may ring at once now
     * @param abandonPercent of those who answered in the last half hour; null when nobody did
     * @param cap in percent
     */
    record View(
            Mode mode,
            Mode effective,
            Why why,
            int lines,
            int freeNurses,
            int talking,
            int ringing,
            int waiting,
            int answeredInWindow,
            int abandonedInWindow,
            @Nullable Double abandonPercent,
            double cap,
            Instant at) {}

    @GetMapping
    View now(@PathVariable UUID id, Locale locale) {
        var pace = predictive.pace(worklists.get(new WorklistId(id), CurrentUser.get().scope()));
        return new View(
                pace.mode(),
                pace.effective(),
                why(pace, locale),
                pace.ringing() + pace.more(),
                pace.free(),
                pace.talking(),
                pace.ringing(),
                pace.waiting(),
                pace.answered(),
                pace.abandoned(),
                pace.answered() == 0 ? null : 100.0 * pace.abandoned() / pace.answered(),
                pace.cap(),
                pace.at());
    }

    /** The day and the running thirty days, as Ofcom and the FTC count abandoned calls. */
    @GetMapping("/drop-rates")
    DropRates.Rates dropRates(@PathVariable UUID id) {
        return dropRates.of(worklists.get(new WorklistId(id), CurrentUser.get().scope()));
    }

    private Why why(Pace pace, Locale locale) {
        var code =
                switch (pace.why()) {
                    case AHEAD -> "ahead";
                    case CAP_REACHED -> "capReached";
                    case TOO_FEW_ANSWERS -> "tooFewAnswers";
                    case NO_CAP -> "noCap";
                    case NO_NURSE -> "noNurse";
                    case NOT_PREDICTIVE -> "notPredictive";
                };
        return new Why(
                code,
                words.of("pacing." + code, locale, pace.abandoned(), pace.answered(), pace.cap()));
    }
}
