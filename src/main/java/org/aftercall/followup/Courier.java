package org.aftercall.followup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.aftercall.followup.outside.Gateway;
import org.aftercall.followup.outside.OutsideSettings;
import org.aftercall.followup.outside.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes messages about alerts to the gateway outside, at least once each, until it has them or
 * nobody need be told any more. A message carries ids only.
 */
@Component
class Courier implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    /** Messages on their way at once; one that gets no answer keeps its place for ten seconds. */
    private static final int AT_ONCE = 8;

    /**
     * What is refused may be so because the gateway is just being set up or moved, not for longer.
     */
    private static final int MOST_REFUSALS = 3;

    private static final Duration REFUSED_FOR = Duration.ofHours(1);

    private final Outbox outbox;
    private final OutsideSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private final @Nullable Gateway gateway;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outside-", 1).factory());

    Courier(Outbox outbox, OutsideSettings settings, JsonMapper json, Clock clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.gateway = settings.used() ? settings.open() : null;
    }

    /**
     * What a gateway reads.
     *
     * @param event {@code raised}, {@code handed}, {@code climbed}, {@code overdue} or {@code test}
     * @param path into the console, for who is signed in there
     * @param to whom to tell; empty where the roster names nobody
     */
    record Message(
            int v,
            String event,
            @Nullable UUID escalation,
            @Nullable DutyLevel level,
            @Nullable Instant due,
            String path,
            List<Addressee> to) {}

    /**
     * @param extension of the telephone on the desk; null without one
     */
    record Addressee(UUID staff, @Nullable String extension) {}

    @Scheduled(fixedDelayString = "${aftercall.escalation-outside-every:1s}")
    void look() {
        var _ = setOut();
    }

    /** Sends what is due; done when each has its answer. */
    CompletableFuture<Void> setOut() {
        var to = gateway;
        if (to == null) {
            return CompletableFuture.completedFuture(null);
        }
        outbox.writeOverdue();
        outbox.dropNeedless();
        int free = places.drainPermits();
        List<Outbox.Waiting> taken = List.of();
        try {
            taken = free == 0 ? List.of() : outbox.claim(free);
        } finally {
            places.release(free - taken.size());
        }
        return CompletableFuture.allOf(
                taken.stream()
                        .map(message ->
                                CompletableFuture.runAsync(() -> carry(message, to), threads)
                                        .whenComplete((_, _) -> places.release()))
                        .toArray(CompletableFuture[]::new));
    }

    private void carry(Outbox.Waiting message, Gateway to) {
        try {
            var reply = to.send(key(message), bytes(message), clock.instant());
            switch (reply) {
                case Reply.Taken _ -> outbox.told(message);
                case Reply.Refused(var status) -> failed(message, "http." + status, true);
                case Reply.NotNow(var why) -> failed(message, why, false);
            }
        } catch (InterruptedException stopping) {
            // It is taken up again, here or elsewhere, and carries the same key.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn(
                    "What came of a message about {} is not known: {}",
                    message.escalation().value(),
                    e.toString());
        }
    }

    private void failed(Outbox.Waiting message, String why, boolean refused) {
        var again = clock.instant().plus(settings.pause(message.tries()));
        var over =
                refused
                                && message.refusals() + 1 >= MOST_REFUSALS
                                && !again.isBefore(message.written().plus(REFUSED_FOR))
                        || !again.isBefore(message.written().plus(settings.giveUp()));
        log.warn(
                "Alert {} could not be told outside ({}), {}",
                message.escalation().value(),
                why,
                over ? "given up" : "tried again " + again);
        outbox.failed(message, why, refused, over ? null : again);
    }

    /** Whether a message would arrive, with one that is about nothing; null without a gateway. */
    @Nullable Reply test() throws InterruptedException {
        var to = gateway;
        return to == null
                ? null
                : to.send(
                        "test-" + UUID.randomUUID(),
                        json.writeValueAsBytes(
                                new Message(1, "test", null, null, null, "/status", List.of())),
                        clock.instant());
    }

    private static String key(Outbox.Waiting message) {
        return message.escalation().value() + "-" + message.id();
    }

    private byte[] bytes(Outbox.Waiting message) {
        var id = message.escalation().value();
        var staff = message.staff();
        return json.writeValueAsBytes(
                new Message(
                        1,
                        message.event().name().toLowerCase(Locale.ROOT),
                        id,
                        message.level(),
                        message.due(),
                        "/alerts?tab=open&id=" + id,
                        staff == null
                                ? List.of()
                                : List.of(new Addressee(staff, message.extension()))));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
