package org.aftercall.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Teams of nurses, for the crews of worklists. */
@RestController
@RequestMapping("/api/v1/teams")
@PreAuthorize("hasAuthority('worklist.read')")
class TeamController {
    private static final int LONGEST_NAME = 80;

    private final Teams teams;
    private final Staff staff;
    private final AuditTrail audit;

    TeamController(Teams teams, Staff staff, AuditTrail audit) {
        this.teams = teams;
        this.staff = staff;
        this.audit = audit;
    }

    record TeamForm(@Nullable String name, @Nullable List<UUID> members) {}

    @GetMapping
    List<Teams.Team> all() {
        return teams.all();
    }

    @PostMapping
    @PreAuthorize("hasAuthority('worklist.write')")
    @ResponseStatus(HttpStatus.CREATED)
    Teams.Team add(@RequestBody TeamForm form) {
        return become(Ids.next(), form);
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('worklist.write')")
    Teams.Team change(@PathVariable UUID id, @RequestBody TeamForm form) {
        if (teams.all().stream().noneMatch(t -> t.id().equals(id))) {
            throw new Refusal(Kind.NOT_FOUND, "team.unknown");
        }
        return become(id, form);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('worklist.write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        teams.remove(id);
        audit.note("worklist.team.remove", "team", id, null);
    }

    private Teams.Team become(UUID id, TeamForm form) {
        var name = Objects.requireNonNullElse(form.name(), "").strip();
        var members =
                Objects.requireNonNullElse(form.members(), List.<UUID>of()).stream()
                        .distinct()
                        .toList();
        var mends = new ArrayList<Mend>();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            mends.add(new Mend("/name", "worklist.name", List.of()));
        }
        for (int i = 0; i < members.size(); i++) {
            if (staff.find(new StaffId(members.get(i))).isEmpty()) {
                mends.add(new Mend("/members/" + i, "worklist.crew", List.of()));
            }
        }
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "team.invalid", List.of(), mends);
        }
        var team = new Teams.Team(id, name, members);
        teams.become(team);
        audit.note("worklist.team", "team", id, null);
        return team;
    }
}
