package org.aftercall.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The shipped discharge list of people who do not exist, one for every behaviour of the simulated
 * telephone network.
 */
record DemoDischarges(List<String> header, List<List<String>> rows) {
    private static final String ADMITTED = "入院日期";
    private static final String DISCHARGED = "出院日期";

    DemoDischarges {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    static DemoDischarges shipped() {
        try (var file =
                Objects.requireNonNull(
                        DemoDischarges.class.getResourceAsStream("/demo/discharges.csv"))) {
            // Our own file: no cell of it holds a comma or a quote.
            var lines =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> List.of(line.split(",", -1)))
                            .toList();
            return new DemoDischarges(lines.getFirst(), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same people, the latest of them discharged the day before. */
    DemoDischarges asOf(LocalDate today) {
        var discharged = header.indexOf(DISCHARGED);
        var latest =
                rows.stream()
                        .map(row -> LocalDate.parse(row.get(discharged)))
                        .max(LocalDate::compareTo)
                        .orElseThrow();
        var days = ChronoUnit.DAYS.between(latest, today.minusDays(1));
        var moving = List.of(header.indexOf(ADMITTED), discharged);
        return new DemoDischarges(
                header,
                rows.stream()
                        .map(row -> {
                            var cells = row.toArray(String[]::new);
                            for (int i : moving) {
                                cells[i] = LocalDate.parse(cells[i]).plusDays(days).toString();
                            }
                            return List.copyOf(Arrays.asList(cells));
                        })
                        .toList());
    }

    String text() {
        return rows.stream()
                .map(row -> String.join(",", row))
                .collect(Collectors.joining("\n", String.join(",", header) + "\n", "\n"));
    }
}
