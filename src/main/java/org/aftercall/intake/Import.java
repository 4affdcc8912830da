package org.aftercall.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One discharge list that was handed in, from its preview to its end. */
public record Import(
        UUID id, Source source, State state, Counts counts, List<Problem> problems, Handing by) {
    /** Where a list stands. */
    public enum State {
        PREVIEW,
        COMMITTING,
        COMMITTED,
        DISCARDED
    }

    /** What happens, or happened, with a row. */
    public enum Action {
        CREATE,
        UPDATE,
        SKIP,
        ERROR
    }

    /**
     * The file and how it was read.
     *
     * @param why message key under {@code intake.encoding.} for why that encoding
     */
    public record Source(
            String fileName,
            @Nullable String encoding,
            @Nullable String why,
            List<Column> columns) {
        Header header() {
            return new Header(columns);
        }
    }

    /**
     * @param field what the column means to us; null: it is left out
     */
    public record Column(String header, @Nullable Field field) {}

    /**
     * Why the whole file cannot be taken.
     *
     * @param arguments those that start with {@code @} are names of fields
     */
    public record Problem(String code, List<String> arguments) {
        public Problem {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * @param done rows that were committed so far
     */
    public record Counts(int rows, int create, int update, int skip, int errors, int done) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        /** In percent. */
        public int progress() {
            int all = create + update;
            return all == 0 ? 0 : (int) (100L * Math.min(done, all) / all);
        }
    }

    /** Who handed it in, when, and to which worklist; null: to the department's own. */
    public record Handing(@Nullable UUID staff, String name, @Nullable UUID worklist, Instant at) {}

    /** A row of the preview. */
    public record Row(int line, Action action, List<String> cells) {
        @Override
        public String toString() {
            return "Row[" + line + ", " + action + "]";
        }
    }

    /** A fault and the line it is in. */
    public record Broken(int line, Fault fault) {}

    /** Its name in the file, where the file has that column. */
    public Optional<String> header(Field field) {
        return source.header().name(field);
    }

    public Map<Field, String> byField(Row row) {
        return source.header().byField(row.cells());
    }

    @Override
    public String toString() {
        return "Import[" + id + ", " + state + "]";
    }
}
