package org.aftercall.kernel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a commit, in order, on a thread of its own that holds no connection yet. */
public final class Afterwards implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Afterwards.class);

    private final String name;
    private final ExecutorService thread;

    public Afterwards(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    public void run(Runnable what) {
        AfterCommit.run(() -> {
            try {
                thread.execute(() -> quietly(what));
            } catch (RejectedExecutionException closing) {
                log.debug("The house closes, {} does no more", name);
            }
        });
    }

    private void quietly(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException failure) {
            log.warn("{} failed: {}", name, failure.toString());
        }
    }

    /** Takes nothing more; what was taken is done. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
