package org.aftercall.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All published questionnaires; the shipped ones are there from the start. */
@Component
public class Questionnaires implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(Questionnaires.class);
    private static final String SHIPPED = "classpath:questionnaires/*.json";

    private record Key(String code, int version) {}

    private final JdbcClient db;
    // Safe to keep for good: a published version never changes.
    private final ConcurrentHashMap<Key, Questionnaire> read = new ConcurrentHashMap<>();

    Questionnaires(JdbcClient db) {
        this.db = db;
    }

    /** The newest version, which must exist. */
    public Questionnaire latest(String code) {
        var version =
                db.sql("SELECT max(version) FROM script.questionnaire WHERE code = :code")
                        .param("code", code)
                        .query((rs, n) -> rs.getInt(1))
                        .single();
        return get(code, version);
    }

    public Questionnaire get(String code, int version) {
        return find(code, version)
                .orElseThrow(() ->
                        new IllegalArgumentException("No questionnaire " + code + " v" + version));
    }

    public Optional<Questionnaire> find(String code, int version) {
        return Optional.ofNullable(
                read.computeIfAbsent(
                        new Key(code, version),
                        key -> content(code, version).map(Questionnaire::parse).orElse(null)));
    }

    /** The newest version of each, by code. */
    public List<Questionnaire> all() {
        return db
                .sql("SELECT DISTINCT code FROM script.questionnaire")
                .query(String.class)
                .list()
                .stream()
                .map(this::latest)
                .sorted(Comparator.comparing(Questionnaire::code))
                .toList();
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (var json : shipped()) {
            var questionnaire = Questionnaire.parse(json);
            db.sql(
                            """
                            INSERT INTO script.questionnaire (code, version, content)
                            VALUES (:code, :version, :content::json)
                            ON CONFLICT (code, version) DO NOTHING
                            """)
                    .param("code", questionnaire.code())
                    .param("version", questionnaire.version())
                    .param("content", json)
                    .update();
            if (!content(questionnaire.code(), questionnaire.version()).equals(Optional.of(json))) {
                log.warn(
                        "{} was published with other words than the shipped ones; the published"
                                + " ones stay. A change needs a new version.",
                        questionnaire);
            }
        }
    }

    static List<String> shipped() {
        try {
            var found = new PathMatchingResourcePatternResolver().getResources(SHIPPED);
            var texts = new String[found.length];
            for (int i = 0; i < found.length; i++) {
                texts[i] = found[i].getContentAsString(StandardCharsets.UTF_8);
            }
            return List.of(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> content(String code, int version) {
        return db.sql(
                        """
                        SELECT content::text FROM script.questionnaire
                        WHERE code = :code AND version = :version
                        """)
                .param("code", code)
                .param("version", version)
                .query(String.class)
                .optional();
    }
}
