package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.aftercall.kernel.Quietly;
import org.aftercall.transcript.vosk.SpeechModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns sound that comes into captions, on few threads that step back behind all others. When they
 * cannot keep up, whoever began last gets no captions for a while: never does sound wait for words.
 */
final class Captioner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Captioner.class);

    private final ListenerPool pool;
    private final BlockingQueue<CaptionSide> work = new LinkedBlockingQueue<>();
    private final List<CaptionSide> sides = new ArrayList<>();
    private final ExecutorService threads;
    private final AtomicLong shed = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param parallel threads that recognise; none where whoever brings the sound does it himself
     */
    Captioner(ListenerPool pool, int parallel) {
        this.pool = pool;
        this.threads = Quietly.threads("listening-", Math.max(1, parallel));
        for (int i = 0; i < parallel; i++) {
            threads.execute(this::listen);
        }
    }

    /**
     * One side of one talk.
     *
     * @param seq counts the sentences of the talk
     * @param beganMs when its sound begins, in milliseconds since the patient picked up
     */
    CaptionSide open(
            SpeechModel model,
            Speaker speaker,
            AtomicInteger seq,
            IntSupplier beganMs,
            Consumer<Caption> out) {
        var side = new CaptionSide(this, new CaptionSide.Voice(speaker, model), seq, beganMs, out);
        synchronized (sides) {
            sides.add(side);
        }
        return side;
    }

    ListenerPool pool() {
        return pool;
    }

    void hasWork(CaptionSide side) {
        work.add(side);
    }

    void over(CaptionSide side) {
        synchronized (sides) {
            sides.remove(side);
        }
    }

    /** The youngest of those who speak gives way, so that the older ones catch up. */
    void behind() {
        CaptionSide youngest = null;
        synchronized (sides) {
            for (var side : sides) {
                if (side.waits()) {
                    youngest = side;
                }
            }
        }
        if (youngest != null) {
            youngest.shed();
            shed.incrementAndGet();
            log.warn("Captions cannot keep up; one side goes without for a while");
        }
    }

    /** How often a side had to give way. */
    long shed() {
        return shed.get();
    }

    private void listen() {
        while (!closed) {
            try {
                work.take().work();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                log.warn("A caption was lost: {}", failure.toString());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        pool.close();
    }
}
