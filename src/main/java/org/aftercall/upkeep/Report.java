package org.aftercall.upkeep;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that was found, for people or for programs. */
record Report(List<Entry> entries) {
    /**
     * @param topic the {@link org.aftercall.kernel.Check#topic} it belongs to
     */
    record Entry(String topic, Finding finding) {}

    private record Json(Map<Verdict, Long> counts, List<Row> findings) {}

    private record Row(String topic, String subject, Verdict verdict, String detail, String fix) {}

    Report {
        entries = List.copyOf(entries);
    }

    Report only(Optional<String> topic) {
        return topic.map(
                        t -> new Report(entries.stream().filter(e -> e.topic().equals(t)).toList()))
                .orElse(this);
    }

    /** 1 when something failed; a warning is not a failure. */
    int exitCode() {
        return counts().containsKey(Verdict.FAIL) ? 1 : 0;
    }

    String asText() {
        var text = new StringBuilder();
        for (var entry : entries) {
            var f = entry.finding();
            text.append(
                    "%-4s  %-12s %s: %s%n"
                            .formatted(
                                    f.verdict().name().toLowerCase(Locale.ROOT),
                                    entry.topic(),
                                    f.subject(),
                                    f.detail()));
            if (!f.fix().isEmpty()) {
                text.append("      fix: ").append(f.fix()).append(System.lineSeparator());
            }
        }
        var counts = counts();
        for (var verdict : Verdict.values()) {
            text.append(verdict.ordinal() == 0 ? "" : ", ")
                    .append(counts.getOrDefault(verdict, 0L))
                    .append(' ')
                    .append(verdict.name().toLowerCase(Locale.ROOT));
        }
        return text.append(System.lineSeparator()).toString();
    }

    String asJson() {
        var rows = entries.stream().map(e -> row(e.topic(), e.finding())).toList();
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(new Json(counts(), rows))
                + System.lineSeparator();
    }

    private static Row row(String topic, Finding f) {
        return new Row(topic, f.subject(), f.verdict(), f.detail(), f.fix());
    }

    private Map<Verdict, Long> counts() {
        return entries.stream()
                .collect(groupingBy(e -> e.finding().verdict(), TreeMap::new, counting()));
    }
}
