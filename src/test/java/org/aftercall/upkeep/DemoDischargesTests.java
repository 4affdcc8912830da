package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoDischargesTests {
    private static final LocalDate TODAY = LocalDate.of(2027, 3, 1);

    private final DemoDischarges shipped = DemoDischarges.shipped();

    @Test
    void nobodyInItCanExist() {
        assertThat(column(shipped, "联系电话")).allMatch(n -> n.matches("1000000\\d{4}"));
        assertThat(column(shipped, "紧急联系人电话")).allMatch(n -> n.matches("(1000000\\d{4})?"));
        assertThat(column(shipped, "姓名")).allMatch(n -> n.matches("(演示|示例|Demo Patient ).+"));
        assertThat(column(shipped, "住院号"))
                .doesNotHaveDuplicates()
                .allMatch(n -> n.startsWith("DEMO"));
    }

    @Test
    void itHoldsEveryBehaviourOfTheSimulatedNetwork() {
        Set<Integer> endings =
                column(shipped, "联系电话").stream()
                        .map(n -> Integer.parseInt(n.substring(n.length() - 2)))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(endings)
                .containsAll(IntStream.rangeClosed(20, 31).boxed().toList())
                .anyMatch(n -> n < 10)
                .anyMatch(n -> n >= 10 && n < 20);
        assertThat(column(shipped, "病区").stream().distinct()).hasSize(3);
    }

    @Test
    void everybodyWentHomeInTheWeekBeforeTheDayItIsPrinted() {
        var list = shipped.asOf(TODAY);
        assertThat(column(list, "出院日期").stream().map(LocalDate::parse))
                .allMatch(d -> d.isBefore(TODAY) && !d.isBefore(TODAY.minusDays(8)))
                .contains(TODAY.minusDays(1));
        assertThat(column(list, "出生日期")).isEqualTo(column(shipped, "出生日期"));
        assertThat(list.rows())
                .allSatisfy(row ->
                        assertThat(cell(list, row, "入院日期")).isLessThan(cell(list, row, "出院日期")));
    }

    @Test
    void everyLineHasEveryColumn() {
        assertThat(shipped.text().lines())
                .hasSize(shipped.rows().size() + 1)
                .allMatch(line -> line.split(",", -1).length == shipped.header().size())
                .noneMatch(line -> line.contains("\""));
    }

    private static List<String> column(DemoDischarges list, String name) {
        return list.rows().stream().map(row -> cell(list, row, name)).toList();
    }

    private static String cell(DemoDischarges list, List<String> row, String name) {
        return row.get(list.header().indexOf(name));
    }
}
