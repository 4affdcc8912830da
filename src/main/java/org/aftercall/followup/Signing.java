package org.aftercall.followup;

import java.time.Instant;
import org.aftercall.patient.Relation;
import org.aftercall.worklist.Disposition;
import org.jspecify.annotations.Nullable;

/**
 * What a nurse decides when she signs.
 *
 * @param completion heard only when it is a refusal; else the answers tell
 */
public record Signing(
        Disposition disposition,
        Reached reached,
        @Nullable Relation relation,
        @Nullable Completion completion,
        Clinical clinical,
        @Nullable String note,
        @Nullable Instant callbackAt) {}
