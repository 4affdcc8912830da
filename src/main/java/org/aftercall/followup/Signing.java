package org.aftercall.followup;

import java.time.Instant;
import org.aftercall.patient.Relation;
import org.aftercall.worklist.Disposition;
import org.jspecify.annotations.Nullable;

/** What a nurse decides when she signs. */
public record Signing(
        Disposition disposition,
        Reached reached,
        @Nullable Relation relation,
        Completion completion,
        Clinical clinical,
        @Nullable String note,
        @Nullable Instant callbackAt) {}
