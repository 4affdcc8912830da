package org.aftercall.telephony;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.annotation.Order;

/** A listener, the first of all, that stands still when told to. */
@Order(0)
public final class Staller implements LineListener {
    private final AtomicReference<CountDownLatch> gate =
            new AtomicReference<>(new CountDownLatch(0));

    public void stall() {
        gate.set(new CountDownLatch(1));
    }

    public void goOn() {
        gate.get().countDown();
    }

    @Override
    public void on(LineEvent event) {
        try {
            gate.get().await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void on(WireState state) {}
}
