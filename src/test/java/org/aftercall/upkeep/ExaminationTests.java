package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;

class ExaminationTests {
    private record Room(String topic, Supplier<List<Finding>> sight) implements Check {
        @Override
        public List<Finding> look() {
            return sight.get();
        }
    }

    @Test
    void aRoomThatHangsOrBreaksHidesNoOther() {
        var never = new CountDownLatch(1);
        var examination =
                new Examination(
                        List.of(
                                new Room(
                                        "hangs",
                                        () -> {
                                            try {
                                                never.await();
                                            } catch (InterruptedException e) {
                                                Thread.currentThread().interrupt();
                                            }
                                            return List.of();
                                        }),
                                new Room(
                                        "breaks",
                                        () -> {
                                            throw new IllegalStateException("no such thing");
                                        }),
                                new Room("works", () -> List.of(Finding.pass("all", "well")))),
                        Duration.ofMillis(200));
        assertThat(examination.run())
                .extracting(Report.Entry::topic, e -> e.finding().verdict())
                .containsExactly(
                        tuple("hangs", Verdict.FAIL),
                        tuple("breaks", Verdict.FAIL),
                        tuple("works", Verdict.PASS));
    }
}
