package org.aftercall.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.aftercall.TestClock;
import org.junit.jupiter.api.Test;

class SharedLookTests {
    private static final DataScope HEART = DataScope.of(Set.of("心内科"));

    private final TestClock clock = new TestClock();
    private final SharedLook<DataScope, Integer> shared =
            new SharedLook<>(clock, Duration.ofSeconds(5));
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void twoWhoAskAtOnceHaveOneLook() {
        var slow = new CountDownLatch(1);
        Supplier<Integer> look =
                () -> {
                    var mine = looks.incrementAndGet();
                    waitFor(slow);
                    // Longer than it lasts: nobody who waited looks again for that.
                    clock.advance(Duration.ofSeconds(9));
                    return mine;
                };
        var asking = new AtomicInteger();
        var first =
                CompletableFuture.supplyAsync(() -> ask(asking, look), Thread::startVirtualThread);
        await().until(() -> looks.get() == 1);
        var second =
                CompletableFuture.supplyAsync(() -> ask(asking, look), Thread::startVirtualThread);
        await().until(() -> asking.get() == 2);
        slow.countDown();
        assertThat(first.join()).isEqualTo(1);
        assertThat(second.join()).isEqualTo(1);
        assertThat(looks).hasValue(1);
    }

    @Test
    void whoSeesOthersHasALookOfHisOwn() {
        assertThat(shared.at(DataScope.EVERYTHING, looks::incrementAndGet)).isEqualTo(1);
        assertThat(shared.at(HEART, looks::incrementAndGet)).isEqualTo(2);
        assertThat(shared.at(DataScope.of(Set.of("心内科")), looks::incrementAndGet)).isEqualTo(2);
        assertThat(shared.at(DataScope.EVERYTHING, looks::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void whenItsSecondsAreOverSomebodyLooksAgain() {
        assertThat(shared.at(HEART, looks::incrementAndGet)).isEqualTo(1);
        clock.advance(Duration.ofMillis(4_999));
        assertThat(shared.at(HEART, looks::incrementAndGet)).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(shared.at(HEART, looks::incrementAndGet)).isEqualTo(2);
        clock.advance(Duration.ofHours(-1));
        assertThat(shared.at(HEART, looks::incrementAndGet)).isEqualTo(3);
    }

    @Test
    void whoFailsToLookLeavesItToTheNext() {
        assertThatThrownBy(() ->
                        shared.at(
                                HEART,
                                () -> {
                                    throw new IllegalStateException("no connection");
                                }))
                .hasMessage("no connection");
        assertThat(shared.at(HEART, looks::incrementAndGet)).isEqualTo(1);
    }

    private Integer ask(AtomicInteger asking, Supplier<Integer> look) {
        asking.incrementAndGet();
        return shared.at(HEART, look);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
