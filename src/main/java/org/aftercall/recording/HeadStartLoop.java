package org.aftercall.recording;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Quietly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs it at one of several applications, on a thread that steps back behind all others. */
@Component
class HeadStartLoop implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(HeadStartLoop.class);

    private final HeadStart headStart;
    private final Leases leases;
    private final ExecutorService quiet = Quietly.threads("encoding-", 1);
    private final AtomicBoolean busy = new AtomicBoolean();

    HeadStartLoop(HeadStart headStart, Leases leases) {
        this.headStart = headStart;
        this.leases = leases;
    }

    @Scheduled(fixedDelayString = "${aftercall.recording.head-start-every:3s}")
    void tick() {
        if (busy.compareAndSet(false, true)) {
            quiet.execute(this::run);
        }
    }

    private void run() {
        try {
            if (!leases.alone("recording.headStart", headStart::run)) {
                headStart.end();
            }
        } catch (RuntimeException e) {
            log.warn("Encoding ahead failed: {}", String.valueOf(e));
        } finally {
            busy.set(false);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void clean() throws IOException {
        headStart.clean();
    }

    @Override
    public void destroy() {
        quiet.shutdownNow();
        headStart.end();
    }
}
