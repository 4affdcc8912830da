package org.aftercall.intake.web;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aftercall.intake.Import;

/** A file that Excel opens rightly, and in which nothing can be a formula. */
final class SafeCsv implements AutoCloseable {
    /** By it Excel knows UTF-8. */
    private static final char MARK = '\uFEFF';

    private static final String STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

    private final ICSVWriter writer;

    SafeCsv(Writer out) throws IOException {
        out.write(MARK);
        writer = new CSVWriterBuilder(out).withLineEnd("\r\n").build();
    }

    void row(List<String> cells) {
        writer.writeNext(cells.stream().map(SafeCsv::safe).toArray(String[]::new), false);
    }

    /** Rows as they came, with what is wrong behind them. */
    void rows(
            Import list,
            List<Import.Row> rows,
            List<Import.Broken> faults,
            Wording wording,
            Locale locale) {
        for (var row : rows) {
            var cells = new ArrayList<String>();
            for (int i = 0; i < list.source().columns().size(); i++) {
                cells.add(i < row.cells().size() ? row.cells().get(i) : "");
            }
            cells.add(
                    faults.stream()
                            .filter(f -> f.line() == row.line())
                            .map(f ->
                                    wording.message(list, f.fault(), locale)
                                            + " "
                                            + wording.fix(list, f.fault(), locale))
                            .collect(Collectors.joining(" / ")));
            row(cells);
        }
    }

    static String safe(String cell) {
        return !cell.isEmpty() && STARTS_A_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
