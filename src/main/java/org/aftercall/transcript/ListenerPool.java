package org.aftercall.transcript;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<SpeechModel> now;
    private final int most;
    private final Map<SpeechModel, Deque<LiveListener>> idle = new HashMap<>();
    private final Map<LiveListener, SpeechModel> lent = new IdentityHashMap<>();

    /**
     * @param now what a model is to be replaced by at the moment
     * @param most recognisers at work at a time
     */
    ListenerPool(SpeechModels models, UnaryOperator<SpeechModel> now, int most) {
        this.models = models;
        this.now = now;
        this.most = most;
    }

    /**
     * @return null when all are at work, or the model cannot be loaded
     */
    @Nullable LiveListener borrow(SpeechModel wanted) {
        var model = now.apply(wanted);
        synchronized (this) {
            if (lent.size() >= most) {
                return null;
            }
            letGo(model);
            var free = idle.getOrDefault(model, new ArrayDeque<>()).poll();
            if (free == null) {
                try {
                    free = models.listenLive(model, Sound.RATE);
                } catch (IOException broken) {
                    log.warn("No captions: the model {} cannot be loaded", model.name(), broken);
                    return null;
                }
            }
            lent.put(free, model);
            free.begin();
            return free;
        }
    }

    /** Those of the same model that listen for other words. */
    private void letGo(SpeechModel model) {
        idle.entrySet()
                .removeIf(e -> {
                    boolean old =
                            e.getKey().name().equals(model.name()) && !e.getKey().equals(model);
                    if (old) {
                        e.getValue().forEach(LiveListener::close);
                    }
                    return old;
                });
    }

    synchronized void bringBack(LiveListener listener) {
        var model = lent.remove(listener);
        if (model == null) {
            return;
        }
        var free = idle.computeIfAbsent(model, _ -> new ArrayDeque<>());
        if (free.size() < KEPT) {
            free.push(listener);
        } else {
            listener.close();
        }
    }

    synchronized int lent() {
        return lent.size();
    }

    @Override
    public synchronized void close() {
        idle.values().forEach(all -> all.forEach(LiveListener::close));
        idle.clear();
    }
}
