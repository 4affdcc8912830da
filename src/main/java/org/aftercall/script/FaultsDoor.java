package org.aftercall.script;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.aftercall.kernel.HouseWords;
import org.aftercall.script.BadQuestionnaire.Fault;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells whoever sent a questionnaire what is wrong with it, item by item. */
@RestControllerAdvice
class FaultsDoor {
    private final HouseWords words;

    FaultsDoor(HouseWords words) {
        this.words = words;
    }

    /**
     * One fault on its way to a screen.
     *
     * @param pointer {@code /item/} and the linkId or the place in the document
     */
    record View(String pointer, String item, String code, String message) {
        static View of(Fault fault, Locale locale) {
            return new View(
                    "/item/" + fault.item().replace("~", "~0").replace("/", "~1"),
                    fault.item(),
                    "library.fault",
                    fault.text(locale));
        }
    }

    static List<View> views(List<Fault> faults, Locale locale) {
        return faults.stream().map(f -> View.of(f, locale)).toList();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> bad(BadQuestionnaire bad, Locale locale) {
        var problem = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        problem.setType(URI.create("urn:aftercall:problem:library.faults"));
        problem.setProperty("code", "library.faults");
        problem.setDetail(words.of("refusal.library.faults", locale, bad.faults().size()));
        problem.setProperty("errors", views(bad.faults(), locale));
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(problem);
    }
}
