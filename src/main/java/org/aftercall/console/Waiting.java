package org.aftercall.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.Call;
import org.aftercall.call.Calls;
import org.aftercall.call.Direction;
import org.aftercall.dialer.Caller;
import org.aftercall.dialer.Inbound;
import org.aftercall.dialer.Reception;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Patients on the line without a nurse, and callers whom nobody talked with, as she sees them. */
@Component
class Waiting {
    private final CallViews views;
    private final Calls calls;
    private final Inbound inbound;
    private final Reception reception;
    private final Patients patients;
    private final HouseWords words;

    Waiting(
            CallViews views,
            Calls calls,
            Inbound inbound,
            Reception reception,
            Patients patients,
            HouseWords words) {
        this.views = views;
        this.calls = calls;
        this.inbound = inbound;
        this.reception = reception;
        this.patients = patients;
        this.words = words;
    }

    enum Kind {
        PARKED,
        LOST_DESK,
        INBOUND
    }

    /**
     * @param number masked; null when it is hidden, and for who did not call in
     * @param reason what he may call about, in the reader's language
     * @param by who had him last
     * @param resumes whether it is he whom the reader still writes up
     */
    record Item(
            UUID callId,
            Kind kind,
            @Nullable UUID patientId,
            @Nullable String patientName,
            @Nullable String number,
            @Nullable String reason,
            Instant since,
            @Nullable String by,
            boolean resumes) {}

    /**
     * @param number masked; null when it is hidden
     * @param taskId under which he is called back
     */
    record Missed(
            UUID callId,
            Instant at,
            @Nullable UUID patientId,
            @Nullable String patientName,
            @Nullable String number,
            @Nullable UUID taskId,
            boolean outOfHours) {}

    /** Whom predictive dialing rang goes to a nurse by himself; all others are shown. */
    boolean shows(Call call) {
        return (call.direction() == Direction.INBOUND || call.post() != null) && visible(call);
    }

    /** Since when he waits who has waited longest, of those whom the reader may see. */
    Optional<Instant> longestSince(List<Call> waiting) {
        return waiting.stream().filter(this::visible).map(Waiting::since).min(Instant::compareTo);
    }

    private static Instant since(Call call) {
        var t = call.times();
        var since = t.parked() != null ? t.parked() : t.deskLost();
        return since != null ? since : Objects.requireNonNullElse(t.answered(), t.placed());
    }

    private boolean visible(Call call) {
        var patient = patientOf(call);
        return patient.isEmpty()
                ? call.direction() == Direction.INBOUND
                : patients.visibleTo(patient.get(), CurrentUser.get().scope());
    }

    private Optional<PatientId> patientOf(Call call) {
        return views.patientOf(views.talk(call));
    }

    Item item(Call call, Locale locale) {
        var patient = patientOf(call);
        var post = call.post();
        return new Item(
                call.id().value(),
                kind(call),
                patient.map(PatientId::value).orElse(null),
                patient.map(p -> patients.get(p).name()).orElse(null),
                call.direction() == Direction.INBOUND ? masked(call.number()) : null,
                call.direction() == Direction.INBOUND
                        ? patient.flatMap(inbound::about)
                                .map(why -> words.of("inbound." + why.name(), locale))
                                .orElse(null)
                        : null,
                since(call),
                post == null ? null : views.nameAt(post.desk()),
                resumes(call));
    }

    private boolean resumes(Call call) {
        var me = CurrentUser.get().id();
        return call.post() == null ? reception.resumes(call.id(), me) : views.writesUp(call, me);
    }

    private static Kind kind(Call call) {
        if (call.times().parked() != null) {
            return Kind.PARKED;
        }
        return call.post() != null ? Kind.LOST_DESK : Kind.INBOUND;
    }

    List<Missed> missed() {
        return inbound.missed().stream()
                .filter(c ->
                        c.patient() == null
                                || patients.visibleTo(c.patient(), CurrentUser.get().scope()))
                .map(this::missed)
                .toList();
    }

    private Missed missed(Caller caller) {
        var patient = caller.patient();
        return new Missed(
                caller.call().value(),
                caller.arrived(),
                patient == null ? null : patient.value(),
                patient == null ? null : patients.get(patient).name(),
                calls.find(caller.call()).map(c -> masked(c.number())).orElse(null),
                Optional.ofNullable(caller.task()).map(TaskId::value).orElse(null),
                caller.outOfHours());
    }

    private static @Nullable String masked(@Nullable PhoneNumber number) {
        return number == null ? null : number.masked();
    }
}
