package org.aftercall.console;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.Modes;
import org.aftercall.recording.RecordingMode;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the talks of each list are recorded: chosen by who sees all of its patients. */
@RestController
@RequestMapping("/api/v1/recording-modes")
@PreAuthorize("hasAuthority('recording.govern')")
class RecordingModeController {
    private final Modes modes;
    private final Worklists worklists;

    RecordingModeController(Modes modes, Worklists worklists) {
        this.modes = modes;
        this.worklists = worklists;
    }

    record Choice(@Nullable RecordingMode mode) {}

    /** Of the lists for which somebody chose; all others are ALWAYS. */
    @GetMapping
    Map<UUID, RecordingMode> all() {
        return modes.all();
    }

    @PutMapping("/{worklist}")
    Map<UUID, RecordingMode> choose(@PathVariable UUID worklist, @RequestBody Choice choice) {
        if (choice.mode() == null) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "recording.mode",
                    List.of(),
                    List.of(new Refusal.Mend("/mode", "recording.mode", List.of())));
        }
        var list = worklists.get(new WorklistId(worklist), CurrentUser.get().scope());
        modes.choose(worklist, list.feed().departments(), choice.mode());
        return modes.all();
    }
}
