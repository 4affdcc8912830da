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
import org.aftercall.transcript.CaptionsElsewhere;
import org.aftercall.transcript.Speaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Component;

/**
 * Brings captions to the nurse at the desk, at whichever application her screen is, and to nobody
 * else. They carry words, so they have a queue of their own, are kept nowhere but in memory, and
 * under load the older ones are dropped.
 */
@Component
class CaptionFeed {
    private static final Logger log = LoggerFactory.getLogger(CaptionFeed.class);
    private static final int WAITING = 500;

    private final SimpMessagingTemplate socket;
    private final Calls calls;
    private final Staff staff;
    private final Neighbours neighbours;
    private final CaptionsElsewhere elsewhere;
    private final Map<CallId, Set<StaffId>> desks = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final ExecutorService frames =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("caption-feed").factory());

    CaptionFeed(
            SimpMessagingTemplate socket,
            Calls calls,
            Staff staff,
            Neighbours neighbours,
            CaptionsElsewhere elsewhere) {
        this.socket = socket;
        this.calls = calls;
        this.staff = staff;
        this.neighbours = neighbours;
        this.elsewhere = elsewhere;
    }

    record Line(UUID call, int seq, String speaker, int fromMs, String text, boolean done) {}

    @EventListener
    void on(CaptionHeard heard) {
        later(() -> {
            var line =
                    new Line(
                            heard.call().value(),
                            heard.seq(),
                            heard.speaker().name(),
                            heard.fromMs(),
                            heard.text(),
                            heard.done());
            var whom = desks.computeIfAbsent(heard.call(), this::atDesk);
            whom.forEach(who -> show(who.value(), line));
            neighbours.caption(whom, line);
        });
    }

    @EventListener
    void on(Neighbours.Captioned news) {
        later(() -> {
            var line = news.letter().line();
            elsewhere.heard(
                    new CaptionHeard(
                            new CallId(line.call()),
                            line.seq(),
                            Speaker.valueOf(line.speaker()),
                            line.fromMs(),
                            line.text(),
                            line.done()));
            news.letter().to().forEach(who -> show(who, line));
        });
    }

    private void show(UUID who, Line line) {
        socket.convertAndSendToUser(who.toString(), Feed.CAPTIONS, line);
    }

    private void later(Runnable what) {
        if (!room.tryAcquire()) {
            return;
        }
        try {
            frames.execute(() -> {
                room.release();
                try {
                    what.run();
                } catch (RuntimeException failure) {
                    log.warn("A caption was not shown: {}", failure.toString());
                }
            });
        } catch (RejectedExecutionException closing) {
            room.release();
        }
    }

    /** Another application handled it: who is at the desk may have changed, and the talk too. */
    @EventListener
    void on(Neighbours.News news) {
        if (news.type().equals("call.changed")) {
            var call = new CallId(UUID.fromString(news.ref()));
            desks.remove(call);
            elsewhere.moved(call);
        }
    }

    @EventListener
    void on(Neighbours.Missed event) {
        desks.clear();
        elsewhere.missed();
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
