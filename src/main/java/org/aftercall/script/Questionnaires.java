package org.aftercall.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All published questionnaires; the shipped ones are there from the start. What a newer release
 * ships of a code that is here already is an offer: no list and no call back takes it by itself.
 */
@Component
public class Questionnaires implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(Questionnaires.class);
    private static final String SHIPPED = "classpath:questionnaires/*.json";

    private record Key(String code, int version) {}

    private final JdbcClient db;
    private final Versions versions;
    private final Offers offers;
    private final TransactionTemplate tx;
    private final Clock clock;
    private final Set<String> shipped = ConcurrentHashMap.newKeySet();
    // Safe to keep for good: a published version never changes.
    private final ConcurrentHashMap<Key, Questionnaire> read = new ConcurrentHashMap<>();

    Questionnaires(
            JdbcClient db, Versions versions, Offers offers, TransactionTemplate tx, Clock clock) {
        this.db = db;
        this.versions = versions;
        this.offers = offers;
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * The newest version by which one may ask; where all are retired the newest, since a patient
     * who is on the telephone has to be asked something. The code must exist.
     */
    public Questionnaire latest(String code) {
        var version =
                db.sql(
                                """
                                SELECT coalesce(max(q.version) FILTER (WHERE r.version IS NULL), max(q.version))
                                FROM script.questionnaire q LEFT JOIN script.retired r USING (code, version)
                                WHERE q.code = :code
                                """)
                        .param("code", code)
                        .query((rs, n) -> rs.getInt(1))
                        .single();
        return get(code, version);
    }

    /** Whether there is any version of it, retired or not. */
    public boolean has(String code) {
        return !versions.of(code).isEmpty();
    }

    /** Of all by which one may ask. */
    List<String> codes() {
        return versions.all().stream()
                .filter(v -> v.over() == null)
                .map(Versions.Version::code)
                .distinct()
                .sorted()
                .toList();
    }

    /** The versions of a code by which one may ask, the newest first. */
    public List<Integer> asking(String code) {
        return versions.of(code).stream()
                .filter(v -> v.over() == null)
                .map(Versions.Version::version)
                .toList();
    }

    /** Whether the house came with it. */
    boolean isShipped(String code) {
        return shipped.contains(code);
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
                        key ->
                                versions.content(code, version)
                                        .map(Questionnaire::parse)
                                        .orElse(null)));
    }

    /** The newest version of each by which one may ask, by code. */
    public List<Questionnaire> all() {
        return versions.all().stream()
                .filter(v -> v.over() == null)
                .map(Versions.Version::code)
                .distinct()
                .map(this::latest)
                .sorted(Comparator.comparing(Questionnaire::code))
                .toList();
    }

    @Override
    public void afterSingletonsInstantiated() {
        receive(shipped());
    }

    /** Takes in what a release ships: whole codes that are new here, the rest as offers. */
    void receive(List<String> release) {
        tx.executeWithoutResult(_ -> {
            // Of two that start at once on an empty database the second finds all of the first.
            db.sql("LOCK TABLE script.questionnaire IN SHARE ROW EXCLUSIVE MODE").update();
            var known = versions.all();
            for (var json : release) {
                var questionnaire = Questionnaire.parse(json);
                shipped.add(questionnaire.code());
                receive(
                        questionnaire,
                        json,
                        known.stream().filter(v -> v.code().equals(questionnaire.code())).toList());
            }
        });
    }

    private void receive(Questionnaire one, String json, List<Versions.Version> known) {
        var now = clock.instant();
        if (known.isEmpty()) {
            versions.add(one.code(), one.version(), json, null, "", now);
            return;
        }
        // The same number may be the hospital's own.
        if (known.stream().noneMatch(v -> v.version() == one.version() && v.by() == null)) {
            offers.add(one.code(), one.version(), json, now);
        } else if (!versions.content(one.code(), one.version()).equals(Optional.of(json))) {
            log.warn(
                    "{} was published with other words than the shipped ones; the published"
                            + " ones stay. A change needs a new version.",
                    one);
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
}
