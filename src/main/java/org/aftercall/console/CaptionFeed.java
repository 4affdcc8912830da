package org.aftercall.console;

import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.aftercall.call.CallChanged;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallHandedOver;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.transcript.CaptionHeard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Component;

/**
 * Brings captions to the nurse at the desk, and to nobody else. They carry words, so they have a
 * queue of their own, go to no other application, and under load the older ones are dropped.
 */
@Component
class CaptionFeed {
    private static final Logger log = LoggerFactory.getLogger(CaptionFeed.class);
    private static final int WAITING = 500;

    private final SimpMessagingTemplate socket;
    private final Calls calls;
    private final Staff staff;
    private final Map<CallId, Set<StaffId>> desks = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final ExecutorService frames =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("caption-feed").factory());

    CaptionFeed(SimpMessagingTemplate socket, Calls calls, Staff staff) {
        this.socket = socket;
        this.calls = calls;
        this.staff = staff;
    }

    record Line(UUID call, int seq, String speaker, int fromMs, String text, boolean done) {}

    @EventListener
    void on(CaptionHeard heard) {
        if (!room.tryAcquire()) {
            return;
        }
        try {
            frames.execute(() -> {
                room.release();
                show(heard);
            });
        } catch (RejectedExecutionException closing) {
            room.release();
        }
    }

    private void show(CaptionHeard heard) {
        try {
            var line =
                    new Line(
                            heard.call().value(),
                            heard.seq(),
                            heard.speaker().name(),
                            heard.fromMs(),
                            heard.text(),
                            heard.done());
            desks.computeIfAbsent(heard.call(), this::atDesk)
                    .forEach(who ->
                            socket.convertAndSendToUser(
                                    who.value().toString(), Feed.CAPTIONS, line));
        } catch (RuntimeException failure) {
            log.warn("A caption was not shown: {}", failure.toString());
        }
    }

    private Set<StaffId> atDesk(CallId id) {
        return calls.find(id)
                .filter(c -> c.post() != null && c.isAt(c.post().desk()))
                .flatMap(c ->
                        c.post() == null ? java.util.Optional.empty() : staff.at(c.post().desk()))
                .map(m -> Set.of(m.id()))
                .orElse(Set.of());
    }

    @EventListener
    void on(CallChanged event) {
        desks.remove(event.call());
    }

    @EventListener
    void on(CallHandedOver event) {
        desks.remove(event.call());
    }

    @EventListener
    void on(CallEnded event) {
        desks.remove(event.call());
    }

    @PreDestroy
    void close() {
        frames.shutdownNow();
    }
}
