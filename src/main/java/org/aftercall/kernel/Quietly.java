package org.aftercall.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that step back behind all others: Java's own priorities do nothing on Linux, but there a
 * thread can be nice (setpriority(2) on its thread id). It cannot be taken back, so these threads
 * do nothing else.
 */
public final class Quietly {
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final int NICE = 10;

    private Quietly() {}

    /**
     * @param name of the threads, before their number
     */
    public static ExecutorService threads(String name, int count) {
        var plain = Thread.ofPlatform().name(name, 1).daemon().factory();
        return Executors.newFixedThreadPool(
                count,
                work ->
                        plain.newThread(() -> {
                            stepBack();
                            work.run();
                        }));
    }

    private static void stepBack() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return;
        }
        var linker = Linker.nativeLinker();
        var setpriority =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setpriority"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        try {
            int _ = (int) setpriority.invokeExact(PRIO_PROCESS, THIS_THREAD, NICE);
        } catch (Throwable e) { // method handles declare every throwable
            throw new IllegalStateException(e);
        }
    }
}
