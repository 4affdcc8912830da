package org.aftercall.upkeep;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.aftercall.kernel.Chore;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Does a chore for who runs this machine, and for nobody else. */
@RestController
class ChoreDoor {
    static final String PATH = "/internal/chores/";

    private final ObjectProvider<Chore> chores;
    private final DoctorDoor doctor;
    private final HouseWords words;

    ChoreDoor(ObjectProvider<Chore> chores, DoctorDoor doctor, HouseWords words) {
        this.chores = chores;
        this.doctor = doctor;
        this.words = words;
    }

    @PostMapping(PATH + "{name}")
    List<String> run(
            @PathVariable String name,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest request) {
        doctor.check(authorization, request);
        var chore =
                chores.stream()
                        .filter(c -> c.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        try {
            return chore.run();
        } catch (Refusal no) {
            throw new ResponseStatusException(
                    HttpStatus.valueOf(no.kind().status()),
                    words.of("refusal." + no.code(), Locale.ENGLISH, no.arguments().toArray()));
        }
    }
}
