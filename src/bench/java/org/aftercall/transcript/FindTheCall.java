package org.aftercall.transcript;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.bench.Ratios;
import org.aftercall.kernel.DataScope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * B8: the newest twenty places where something was said, in very many transcripts of both
 * languages, for a nurse of a few departments: the product's own search against pg_trgm (a GIN
 * index on the text) and against plain LIKE, in the same tables and with the same scope. Words of
 * one to six characters and phrases, frequent and rare; all answers are compared with LIKE's.
 */
public final class FindTheCall {
    private static final int DEPARTMENTS = 20;
    private static final int SENTENCES = 4;
    private static final int BATCH = 2_000;
    private static final DataScope SCOPE =
            new DataScope(false, Set.of("Department 3", "Department 11", "Department 17"));

    private static final String[] CHINESE =
            ("我 您 他 的 了 吗 好 不 没有 有点 还是 就是 现在 今天 明天 昨天 早上 晚上 医生 护士 医院 伤口 头晕 头疼 发烧 咳嗽 出血 红肿 吃药"
                            + " 降压药 血压 血糖 体温 饭后 睡不着 胸闷 胸痛 膝盖 复查 预约 出院 感觉 感觉好多了 谢谢 再见 女儿 妻子 手术 化验 结果 疼痛 恶心 便秘")
                    .split(" ");
    private static final String[] ENGLISH =
            ("i you the a is my have has no not pain chest doctor nurse hospital medicine blood pressure sugar fever cough"
                            + " dizzy bleeding wound clean better worse today tomorrow morning evening night appointment friday"
                            + " surgery thank goodbye question tired breath sleep headache stomach knee insulin aspirin")
                    .split(" ");

    private FindTheCall() {}

    public static void run(Options options) throws Exception {
        int many = options.number("many", 1_000_000);
        int rounds = options.number("rounds", 7);
        var random = new Random(options.seed());
        options.done();
        var questions = questions();
        System.out.printf(
                Locale.ROOT,
                "b8: %,d transcripts of %d sentences, zh and en; %d questions a round, %d rounds in turn, top 20 newest for 3 of %d departments%n",
                many,
                SENTENCES,
                questions.size(),
                rounds,
                DEPARTMENTS);
        try (var house =
                new BenchHouse(
                        Map.of(
                                "aftercall.telephony.ami-port",
                                "9",
                                "aftercall.call.sweep-every",
                                "1h"))) {
            var db = house.get(JdbcClient.class);
            fill(house, many, random);
            sizes(db);
            var search = house.get(Search.class);
            compare(search, house, questions, rounds);
        }
    }

    private record Question(String words, boolean two) {}

    private static List<Question> questions() {
        return List.of(
                ask("痛"),
                ask("血"),
                ask("头晕"),
                ask("胸痛"),
                ask("罕见"),
                ask("血压"),
                ask("降压药"),
                ask("睡不着"),
                ask("感觉好多"),
                ask("感觉好多了"),
                ask("我感觉好多了"),
                ask("没有出血"),
                ask("chest"),
                ask("chest pain"),
                ask("blood pressure"),
                ask("xylophone"),
                ask("no fever"),
                ask("insulin"));
    }

    private static Question ask(String words) {
        return new Question(words, words.length() == 2 && Terms.isChinese(words.codePointAt(0)));
    }

    private static void compare(
            Search search, BenchHouse house, List<Question> questions, int rounds) {
        var two = Ratios.atLeast("B8 pg_trgm on two characters", 100);
        var all = new ArrayList<Double>();
        var each = new LinkedHashMap<String, List<Double>>();
        int missed = 0;
        for (int round = -1; round < rounds; round++) {
            var ours = new ArrayList<Double>();
            var trgm = new ArrayList<Double>();
            var like = new ArrayList<Double>();
            for (var question : questions) {
                var mine = new ArrayList<String>();
                double took = time(() -> ours(search, question.words(), mine));
                ours.add(took);
                if (round >= 0) {
                    each.computeIfAbsent(question.words(), _ -> new ArrayList<>()).add(took);
                }
                var theirs = new ArrayList<String>();
                double peer = time(() -> plain(house, question.words(), "enable_seqscan", theirs));
                trgm.add(peer);
                if (question.two() && round >= 0) {
                    two.add(peer, took);
                }
                if (round == 0) {
                    var truth = new ArrayList<String>();
                    like.add(
                            time(() -> plain(house, question.words(), "enable_bitmapscan", truth)));
                    missed += truth.equals(mine) ? 0 : 1;
                }
            }
            if (round >= 0) {
                all.addAll(ours);
            }
            print(round, ours, trgm, like);
        }
        each.forEach((words, took) ->
                System.out.printf(Locale.ROOT, "  %-16s %6.1f ms%n", words, middle(took, 0.5)));
        var sorted = all.stream().sorted().toList();
        double p95 = Ratios.quantile(sorted, 0.95);
        System.out.printf(
                "answers that differ from plain LIKE's: %d of %d%n", missed, questions.size());
        System.out.println(two.verdict());
        System.out.printf(
                Locale.ROOT,
                "B8 p50 %.1f ms, p95 %.1f ms n=%d, goal ≤ 50 ms: goal %s%n",
                Ratios.quantile(sorted, 0.5),
                p95,
                sorted.size(),
                p95 <= 50 && missed == 0 ? "met" : "missed");
    }

    private static void print(int round, List<Double> ours, List<Double> trgm, List<Double> like) {
        System.out.printf(
                Locale.ROOT,
                "%2d: ours p50 %.1f, p95 %.1f ms; pg_trgm p50 %.1f, p95 %.1f ms%s%n",
                round,
                middle(ours, 0.5),
                middle(ours, 0.95),
                middle(trgm, 0.5),
                middle(trgm, 0.95),
                like.isEmpty()
                        ? ""
                        : "; LIKE p50 %.1f, p95 %.1f ms"
                                .formatted(middle(like, 0.5), middle(like, 0.95)));
    }

    private static double middle(List<Double> values, double share) {
        return Ratios.quantile(values.stream().sorted().toList(), share);
    }

    private static void ours(Search search, String words, List<String> into) {
        search.find(
                        new Search.Question(
                                words,
                                new Search.Filter(
                                        null, null, null, null, null, null, false, null, null),
                                null,
                                20),
                        SCOPE)
                .forEach(h -> into.add(h.transcript() + "/" + h.seq()));
    }

    /**
     * The same question without our terms.
     *
     * @param off what the planner must not do: without bitmaps it is plain LIKE, without reading
     *     the table through it is pg_trgm
     */
    private static void plain(BenchHouse house, String words, String off, List<String> into) {
        house.get(TransactionTemplate.class)
                .executeWithoutResult(_ -> {
                    var db = house.get(JdbcClient.class);
                    db.sql("SELECT set_config(:off, 'off', true)").param("off", off).query(_ -> {});
                    plain(db, words, into);
                });
    }

    private static void plain(JdbcClient db, String words, List<String> into) {
        boolean chinese = Terms.isChinese(words.codePointAt(0));
        into.addAll(
                db.sql(
                                """
                                SELECT u.transcript_id || '/' || u.seq FROM bench_text u
                                JOIN transcript.transcript t ON t.id = u.transcript_id
                                JOIN recording.heard r ON r.id = t.recording_id
                                WHERE u.padded LIKE :like AND r.department = ANY(:departments)
                                ORDER BY u.call_at DESC, u.transcript_id DESC, u.seq LIMIT 20
                                """)
                        .param("like", chinese ? "%" + words + "%" : "% " + words + " %")
                        .param("departments", SCOPE.asArray())
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    private static double time(Runnable what) {
        long from = System.nanoTime();
        what.run();
        return (System.nanoTime() - from) / 1e6;
    }

    private static void fill(BenchHouse house, int many, Random random) {
        var from = Instant.now();
        var db = house.get(JdbcClient.class);
        db.sql("CREATE EXTENSION IF NOT EXISTS pg_trgm").update();
        db.sql("DROP INDEX transcript.utterance_terms").update();
        db.sql(
                        """
                        WITH new AS MATERIALIZED (
                            SELECT uuidv7() AS call, uuidv7() AS recording, uuidv7() AS transcript, n,
                                   now() - (:many - n) * interval '1 minute' AS at
                            FROM generate_series(1, :many) n),
                        call AS (
                            INSERT INTO call.call (id, number, desk, desk_kind, desk_line, ring_seconds, recorded, placed_at, answered_at,
                                                   ended_at, result, rang)
                            SELECT call, '+8610' || (10000000 + n), '8001', 'BROWSER', call, 30, true, at, at, at, 'ANSWERED', true
                            FROM new RETURNING id),
                        recording AS (
                            INSERT INTO recording.recording (id, call_id, started_at, ended_at, record_id, department, nurse_name, patient_name)
                            SELECT recording, call, at, at, call, 'Department ' || n / 2 % 20, 'Nurse', 'Patient' FROM new RETURNING id)
                        INSERT INTO transcript.transcript (id, recording_id, call_id, state, language, model, demo, made_at, last_ms)
                        SELECT transcript, recording, call, 'READY', CASE WHEN n % 2 = 0 THEN 'zh' ELSE 'en' END, 'bench', true, at, 60000
                        FROM new
                        """)
                .param("many", many)
                .update();
        say(house, random);
        db.sql(
                        "CREATE INDEX utterance_terms ON transcript.utterance USING gin (terms) WITH (fastupdate = off)")
                .update();
        db.sql(
                        """
                        CREATE TABLE bench_text AS
                        SELECT transcript_id, seq, call_at, ' ' || lower(text) || ' ' AS padded FROM transcript.utterance
                        """)
                .update();
        db.sql("CREATE INDEX bench_trgm ON bench_text USING gin (padded gin_trgm_ops)").update();
        for (var table :
                List.of(
                        "call.call",
                        "recording.recording",
                        "transcript.transcript",
                        "transcript.utterance",
                        "bench_text")) {
            db.sql("VACUUM ANALYZE " + table).update();
        }
        System.out.printf(
                "  said and indexed in %d s%n", Duration.between(from, Instant.now()).toSeconds());
    }

    private static void say(BenchHouse house, Random random) {
        var jdbc = house.get(JdbcTemplate.class);
        var ids =
                jdbc.query(
                        "SELECT id::text || ' ' || language || ' ' || made_at::text FROM transcript.transcript ORDER BY id",
                        (row, _) -> row.getString(1));
        var rows = new ArrayList<Object[]>();
        for (var id : ids) {
            var parts = id.split(" ", 3);
            for (int seq = 0; seq < SENTENCES; seq++) {
                var text = sentence(parts[1].equals("zh"), random);
                rows.add(
                        new Object[] {
                            parts[0],
                            seq,
                            seq % 2 == 0 ? "NURSE" : "PATIENT",
                            seq * 5000,
                            text,
                            "{"
                                    + String.join(
                                            ",",
                                            Terms.of(text).stream()
                                                    .map(t -> '"' + t + '"')
                                                    .toList())
                                    + "}",
                            parts[2],
                            parts[2]
                        });
            }
            if (rows.size() >= BATCH) {
                put(jdbc, rows);
            }
        }
        put(jdbc, rows);
    }

    private static void put(JdbcTemplate jdbc, List<Object[]> rows) {
        jdbc.batchUpdate(
                """
                INSERT INTO transcript.utterance (transcript_id, seq, speaker, from_ms, to_ms, text, words, terms, call_at)
                SELECT ?::uuid, ?, ?, ?, 60000, ?, '[]', ?::text[] || ('#' || transcript.day(?::timestamptz)), ?::timestamptz
                """,
                rows);
        rows.clear();
    }

    /** Words as frequent as words are (Zipf's law), and now and then one that is rare. */
    private static String sentence(boolean chinese, Random random) {
        var words = chinese ? CHINESE : ENGLISH;
        var said = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            int rank = (int) Math.floor(Math.pow(words.length, random.nextDouble())) - 1;
            said.add(words[Math.min(rank, words.length - 1)]);
        }
        if (random.nextInt(20_000) == 0) {
            said.add(chinese ? "罕见" : "xylophone");
        }
        return String.join(chinese ? "" : " ", said);
    }

    private static void sizes(JdbcClient db) {
        System.out.println(
                "  "
                        + db.sql(
                                        """
                                        SELECT format('index of terms %s MB, table %s MB: %s of it; pg_trgm index %s MB',
                                            pg_relation_size('transcript.utterance_terms') >> 20,
                                            pg_table_size('transcript.utterance') >> 20,
                                            round(pg_relation_size('transcript.utterance_terms')::numeric / pg_table_size('transcript.utterance'), 2),
                                            pg_relation_size('bench_trgm') >> 20)
                                        """)
                                .query(String.class)
                                .single());
    }
}
