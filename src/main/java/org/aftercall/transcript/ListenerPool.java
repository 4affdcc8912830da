package org.aftercall.transcript;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.aftercall.recording.Sound;
import org.aftercall.transcript.vosk.LiveListener;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognisers for those who speak just now: of two sides of a talk mostly one does, so there are
 * half as many as lines, and making one costs more than using it again.
 */
final class ListenerPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ListenerPool.class);
    private static final int KEPT = 8;

    private final SpeechModels models;
    private final int most;
    private final Map<SpeechModel, Deque<LiveListener>> idle = new HashMap<>();
    private int lent;

    /**
     * @param most recognisers at work at a time
     */
    ListenerPool(SpeechModels models, int most) {
        this.models = models;
        this.most = most;
    }

    /**
     * @return null when all are at work, or the model cannot be loaded
     */
    synchronized @Nullable LiveListener borrow(SpeechModel model) {
        if (lent >= most) {
            return null;
        }
        var free = idle.getOrDefault(model, new ArrayDeque<>()).poll();
        if (free == null) {
            try {
                free = models.listenLive(model, Sound.RATE);
            } catch (IOException broken) {
                log.warn("No captions: the model {} cannot be loaded", model.name(), broken);
                return null;
            }
        }
        lent++;
        free.begin();
        return free;
    }

    synchronized void bringBack(SpeechModel model, LiveListener listener) {
        lent--;
        var free = idle.computeIfAbsent(model, _ -> new ArrayDeque<>());
        if (free.size() < KEPT) {
            free.push(listener);
        } else {
            listener.close();
        }
    }

    synchronized int lent() {
        return lent;
    }

    @Override
    public synchronized void close() {
        idle.values().forEach(all -> all.forEach(LiveListener::close));
        idle.clear();
    }
}
