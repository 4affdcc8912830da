package org.aftercall.kernel.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns refusals into problems. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private final HouseWords words;

    Problems(HouseWords words) {
        this.words = words;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal, Locale locale) {
        var problem = ProblemDetail.forStatus(refusal.kind().status());
        problem.setType(URI.create("urn:aftercall:problem:" + refusal.code()));
        problem.setProperty("code", refusal.code());
        problem.setDetail(text(refusal.code(), refusal.arguments(), locale));
        problem.setProperty(
                "errors",
                refusal.mends().stream()
                        .map(m ->
                                Map.of(
                                        "pointer", m.pointer(),
                                        "code", m.code(),
                                        "message", text(m.code(), m.arguments(), locale)))
                        .toList());
        return ResponseEntity.status(refusal.kind().status()).body(problem);
    }

    /** The method's rule said no; an anonymous caller is asked to sign in by the chain. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(AccessDeniedException denied, Locale locale) {
        return refused(new Refusal(Refusal.Kind.FORBIDDEN, "forbidden"), locale);
    }

    private String text(String code, List<Object> arguments, Locale locale) {
        return words.or(code, "refusal." + code, locale, arguments.toArray());
    }
}
