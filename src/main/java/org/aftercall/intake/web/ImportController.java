package org.aftercall.intake.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.intake.Import;
import org.aftercall.intake.Intake;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Discharge lists: hand in, look at, commit. */
@RestController
@RequestMapping("/api/v1/imports")
@PreAuthorize("hasAuthority('import')")
class ImportController {
    private static final int SHOWN_ROWS = 50;
    private static final int SHOWN_ERRORS = 500;
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Intake intake;
    private final Wording wording;

    ImportController(Intake intake, Wording wording) {
        this.intake = intake;
        this.wording = wording;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasAuthority('import')")
    @ResponseStatus(HttpStatus.CREATED)
    ImportView take(
            @RequestParam MultipartFile file,
            @RequestParam(required = false) @Nullable UUID worklist,
            Locale locale)
            throws IOException {
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        return whole(intake.take(name, file, worklist), locale);
    }

    @GetMapping
    @PreAuthorize("hasAuthority('import')")
    List<ImportView> all(Locale locale) {
        return intake.all().stream().map(i -> ImportView.brief(i, wording, locale)).toList();
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('import')")
    ImportView one(@PathVariable UUID id, Locale locale) {
        return whole(intake.get(id), locale);
    }

    @PostMapping("/{id}/commit")
    @PreAuthorize("hasAuthority('import')")
    ImportView commit(@PathVariable UUID id, Locale locale) {
        return whole(intake.commit(id), locale);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('import')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable UUID id) {
        intake.discard(id);
    }

    @GetMapping("/template.csv")
    @PreAuthorize("hasAuthority('import')")
    ResponseEntity<byte[]> template(Locale locale) throws IOException {
        var text = new StringWriter();
        try (var csv = new SafeCsv(text)) {
            csv.row(wording.fields(locale));
        }
        return ResponseEntity.ok()
                .contentType(CSV)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment("template.csv"))
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/{id}/errors.csv")
    @PreAuthorize("hasAuthority('import')")
    void errors(@PathVariable UUID id, HttpServletResponse response, Locale locale)
            throws IOException {
        var list = intake.get(id);
        response.setContentType(CSV.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment("errors.csv"));
        try (var csv =
                new SafeCsv(
                        new OutputStreamWriter(
                                response.getOutputStream(), StandardCharsets.UTF_8))) {
            var header = new ArrayList<String>();
            list.source().columns().forEach(c -> header.add(c.header()));
            header.add(wording.reason(locale));
            csv.row(header);
            intake.broken(
                    list, page -> csv.rows(list, page, intake.faults(list, page), wording, locale));
        }
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment().filename(name).build().toString();
    }

    private ImportView whole(Import list, Locale locale) {
        return ImportView.whole(
                list,
                intake.rows(list, SHOWN_ROWS),
                intake.faults(list, SHOWN_ERRORS),
                wording,
                locale);
    }
}
