package org.aftercall.telephony.asterisk;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.WireDown;
import org.asteriskjava.manager.action.ManagerAction;

/** Presses keys one after another. Asterisk plays a digit before it answers, so nobody waits. */
final class Keypad implements AutoCloseable {
    private static final int PAUSE_MILLIS = 60;

    private final ExecutorService finger =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("telephony-keypad").factory());
    private final Consumer<ManagerAction> asterisk;

    Keypad(Consumer<ManagerAction> asterisk) {
        this.asterisk = asterisk;
    }

    void type(LineId line, String digits) {
        finger.execute(() -> press(line, digits));
    }

    private void press(LineId line, String digits) {
        for (char digit : digits.toCharArray()) {
            try {
                asterisk.accept(Orders.digit(line, digit));
                Thread.sleep(PAUSE_MILLIS);
            } catch (WireDown _) {
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        finger.shutdownNow();
    }
}
