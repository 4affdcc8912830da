package org.aftercall.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What to say when a talk leaves its path: worry, anger, grief, refusal. */
@Component
public class Situations {
    /** Of those before, how many are listed. */
    private static final int EDITIONS = 20;

    private final Phrasebook book;
    private final Clock clock;
    private final JsonNode shipped;

    Situations(Phrasebook book, Clock clock) {
        this.book = book;
        this.clock = clock;
        shipped = came();
    }

    /**
     * What the questionnaire itself has for such a moment, then what the house says everywhere,
     * each filled in for that patient; texts in the reader's language.
     */
    @Transactional(readOnly = true)
    public List<JsonNode> of(Questionnaire questionnaire, Locale locale, Background background) {
        return of(now().said(), questionnaire, locale, background);
    }

    static List<JsonNode> of(
            JsonNode house, Questionnaire questionnaire, Locale locale, Background background) {
        var language = Words.language(locale);
        var byCode = new LinkedHashMap<String, JsonNode>();
        for (var one : questionnaire.situations(locale, background)) {
            byCode.put(one.path("code").stringValue(), one);
        }
        for (var one : Words.filled(Words.chosen(house, language), background, language)) {
            byCode.putIfAbsent(one.path("code").stringValue(), one);
        }
        return List.copyOf(byCode.values());
    }

    /**
     * @param version 0 as long as nobody wrote any
     * @param said in both languages
     */
    record House(int version, JsonNode said, @Nullable Instant at, @Nullable String by) {}

    /**
     * @param shipped whether it was the shipped words
     */
    record Before(int version, Instant at, String by, boolean shipped) {}

    @Transactional(readOnly = true)
    House now() {
        return book.newest().map(this::house).orElseGet(() -> new House(0, shipped, null, null));
    }

    @Transactional(readOnly = true)
    House get(int version) {
        return book.find(version)
                .map(this::house)
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "situation.unknown"));
    }

    private House house(Phrasebook.Edition one) {
        var content = one.content();
        var said = content == null ? shipped : Documents.sent(content).path("situation");
        return new House(one.version(), said, one.at(), one.by());
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    List<Before> editions() {
        return book.last(EDITIONS).stream()
                .map(e -> new Before(e.version(), e.at(), e.by(), e.content() == null))
                .toList();
    }

    JsonNode shipped() {
        return shipped;
    }

    /**
     * Says this from now on, in talks that are going on, too.
     *
     * @param seen the version it was written on
     * @throws BadQuestionnaire with everything that is wrong with it
     */
    @Transactional
    House write(ObjectNode wish, int seen, StaffId who) {
        var said = checked(wish);
        return add(said.equals(shipped) ? null : Documents.text(wish), seen, who);
    }

    private House add(@Nullable String content, int seen, StaffId who) {
        if (now().version() != seen || !book.add(seen + 1, content, who, clock.instant())) {
            throw new Refusal(Kind.STALE, "situation.stale");
        }
        return now();
    }

    /** They stand beside every question, those before the identity too. */
    private static JsonNode checked(ObjectNode document) {
        var faults = new Faults();
        var properties = new PropertyReading(faults);
        faults.only("situation", document, List.of("situation"));
        var list = properties.list("situation", "situation", document);
        new SpokenReading(faults, properties)
                .situations(list)
                .forEach(place -> faults.add(place, "situationHealth"));
        if (list.isEmpty()) {
            faults.add("situation", "situationNone");
        }
        if (!faults.none()) {
            throw new BadQuestionnaire(faults.all());
        }
        return list;
    }

    /** The places of those that tell of a stay or an illness. */
    static List<String> telling(JsonNode list) {
        var faults = new Faults();
        return new SpokenReading(faults, new PropertyReading(faults)).situations(list);
    }

    /** What the application came with. */
    static JsonNode came() {
        try {
            var document =
                    Reading.object(
                            new ClassPathResource("situations/situations-v1.json")
                                    .getContentAsString(StandardCharsets.UTF_8));
            return checked(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
