package org.aftercall.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.staff.StaffId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Captions on their way to another application: of a sentence that is still spoken only the latest
 * words travel, ten times a second, and never more at once than PostgreSQL carries. Under load
 * unfinished sentences are dropped first; the finished one replaces them anyway.
 */
final class CaptionPost {
    /** PostgreSQL carries less than 8000 bytes at once; a little goes to who sends it. */
    static final int MOST_BYTES = 7_500;

    /** What a person says in one breath is shorter, even in Chinese at three bytes a character. */
    static final int MOST_TEXT = 1_000;

    private static final Logger log = LoggerFactory.getLogger(CaptionPost.class);
    private static final int ROOM = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Key, Letter> waiting = new LinkedHashMap<>();

    private record Key(UUID call, int seq) {}

    /**
     * A line and whose screens it is for.
     *
     * @param to of staff
     */
    record Letter(List<UUID> to, CaptionFeed.Line line) {
        String write() {
            return JSON.writeValueAsString(this);
        }
    }

    /** Puts a line in the post; it never waits. */
    synchronized void drop(Set<StaffId> to, CaptionFeed.Line line) {
        var key = new Key(line.call(), line.seq());
        if (waiting.size() >= ROOM && !waiting.containsKey(key) && !makeRoom()) {
            return;
        }
        waiting.put(key, new Letter(to.stream().map(StaffId::value).toList(), cut(line)));
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    private boolean makeRoom() {
        for (var entry : waiting.entrySet()) {
            if (!entry.getValue().line().done()) {
                waiting.remove(entry.getKey());
                return true;
            }
        }
        return false;
    }

    /** The end of it is what is new. */
    private static CaptionFeed.Line cut(CaptionFeed.Line line) {
        var text = line.text();
        if (text.length() <= MOST_TEXT) {
            return line;
        }
        return new CaptionFeed.Line(
                line.call(),
                line.seq(),
                line.speaker(),
                line.fromMs(),
                text.substring(text.length() - MOST_TEXT),
                line.done());
    }

    /** What goes next, a line each; waits for the first. */
    synchronized List<String> take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        var bag = new ArrayList<String>();
        int bytes = 0;
        var letters = waiting.values().iterator();
        while (letters.hasNext()) {
            var text = letters.next().write();
            int size = text.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes + size > MOST_BYTES && !bag.isEmpty()) {
                break;
            }
            letters.remove();
            if (size <= MOST_BYTES) {
                bag.add(text);
                bytes += size;
            }
        }
        return bag;
    }

    static Optional<Letter> read(String line) {
        try {
            return Optional.of(JSON.readValue(line, Letter.class));
        } catch (JacksonException strange) {
            // Of another version, while one is exchanged for the other.
            log.debug("A neighbour's caption cannot be read: {}", strange.getMessage());
            return Optional.empty();
        }
    }
}
