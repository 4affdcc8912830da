package org.aftercall.upkeep;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Has every room look at itself, all at the same time, and waits for none of them for long. */
@Component
class Examination {
    private final List<Check> checks;
    private final Duration patience;

    @Autowired
    Examination(List<Check> checks) {
        this(checks, Duration.ofSeconds(30));
    }

    Examination(List<Check> checks, Duration patience) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
    }

    List<Report.Entry> run() {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var running =
                    checks.stream()
                            .map(c -> executor.submit((Callable<List<Finding>>) c::look))
                            .toList();
            var deadline = System.nanoTime() + patience.toNanos();
            return IntStream.range(0, checks.size())
                    .boxed()
                    .flatMap(i ->
                            await(running.get(i), deadline).stream()
                                    .map(f -> new Report.Entry(checks.get(i).topic(), f)))
                    .toList();
        } finally {
            // Not close(): that would wait for the one that hangs.
            executor.shutdownNow();
        }
    }

    private List<Finding> await(Future<List<Finding>> looking, long deadline) {
        try {
            return looking.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of(
                    Finding.fail(
                            "check",
                            "no answer within " + patience.toSeconds() + " s",
                            "Look into ./aftercall logs"));
        } catch (ExecutionException e) {
            return List.of(
                    Finding.fail("check", "broke: " + e.getCause(), "Look into ./aftercall logs"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
