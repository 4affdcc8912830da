package org.aftercall.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What to say when a talk leaves its path: worry, anger, grief, refusal. */
@Component
public class Situations {
    private final JsonNode house;

    Situations() {
        house = read().path("situation");
    }

    /**
     * What the questionnaire itself has for such a moment, then what the house says everywhere,
     * each filled in for that patient; texts in the reader's language.
     */
    public List<JsonNode> of(Questionnaire questionnaire, Locale locale, Background background) {
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

    private static JsonNode read() {
        try {
            var json =
                    new ClassPathResource("situations/situations-v1.json")
                            .getContentAsString(StandardCharsets.UTF_8);
            var document = Reading.object(json);
            var faults = new Faults();
            new SpokenReading(faults, new PropertyReading(faults))
                    .situations(document.path("situation"));
            if (!faults.none()) {
                throw new BadQuestionnaire(faults.all());
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
