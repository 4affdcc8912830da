package org.aftercall.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.dialer.ProgressiveDialing;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.Reasons;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** "Why is nothing dialing?", for a list and for one patient. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('worklist.read')")
class WhyController {
    private final Reasons reasons;
    private final Worklists worklists;
    private final Patients patients;
    private final Staff staff;
    private final Obstructions obstructions;
    private final HouseWords words;

    WhyController(
            Reasons reasons,
            Worklists worklists,
            Patients patients,
            Staff staff,
            Obstructions obstructions,
            HouseWords words) {
        this.reasons = reasons;
        this.worklists = worklists;
        this.patients = patients;
        this.staff = staff;
        this.obstructions = obstructions;
        this.words = words;
    }

    record WhyNothing(int canDial, List<Reasons.Reason> reasons, int readyNurses, Instant at) {}

    record OfTask(
            UUID taskId, String worklistName, boolean canDial, List<Reasons.Reason> reasons) {}

    record WhyNot(List<OfTask> items) {}

    @GetMapping("/worklists/{id}/why")
    WhyNothing nothing(@PathVariable UUID id, Locale locale) {
        var scope = CurrentUser.get().scope();
        var list = worklists.get(new WorklistId(id), scope);
        var survey = reasons.survey(list, scope, null, locale);
        var ready =
                staff.withDesk().stream()
                        .filter(m -> m.presence() == Presence.READY)
                        .filter(m -> ProgressiveDialing.works(m, list))
                        .toList();
        var all = new ArrayList<Reasons.Reason>(obstructions.now(locale));
        if (ready.isEmpty()) {
            all.add(reason("noNurse", locale));
        }
        obstructions.desks(ready, list.manner().mode(), locale).ifPresent(all::add);
        if (list.manner().mode() == Mode.MANUAL) {
            all.add(reason("manual", locale));
        }
        all.addAll(survey.reasons());
        if (survey.canDial() == 0 && survey.reasons().isEmpty()) {
            all.add(reason("nothing", locale));
        }
        return new WhyNothing(survey.canDial(), all, ready.size(), survey.at());
    }

    @GetMapping("/patients/{id}/why-not")
    WhyNot patient(@PathVariable UUID id, Locale locale) {
        var patient = new PatientId(id);
        if (!patients.visibleTo(patient, CurrentUser.get().scope())) {
            throw new Refusal(Kind.NOT_FOUND, "patient.unknown");
        }
        return new WhyNot(
                reasons.of(patient, dialing(), locale).stream()
                        .map(t ->
                                new OfTask(
                                        t.task().value(), t.worklist(), t.canDial(), t.reasons()))
                        .toList());
    }

    /** A nurse asks why she is not given him; who does not dial asks for whoever is ready. */
    private static @Nullable StaffId dialing() {
        var me = CurrentUser.get();
        return me.member().role() == Role.NURSE ? me.id() : null;
    }

    /** Told before the key is pressed; at the key itself the last look is taken. */
    @GetMapping("/tasks/{id}/dial-key")
    @PreAuthorize("hasAuthority('call')")
    Reasons.DialKey dialKey(@PathVariable UUID id, Locale locale) {
        return reasons.dialKey(worklists.get(new TaskId(id), CurrentUser.get().scope()), locale);
    }

    private Reasons.Reason reason(String code, Locale locale, Object... arguments) {
        return new Reasons.Reason(code, words.of("whyNot." + code, locale, arguments), 0, null);
    }
}
