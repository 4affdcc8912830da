package org.aftercall.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aftercall.FakeWorld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Scheduled;

/** What looks again and again does so on time, however long another look takes. */
@SpringBootTest
@Import(FakeWorld.class)
class LooksTests {
    @Autowired LongLooks looks;

    @Test
    void fourLongLooksKeepNoOtherWaiting() throws InterruptedException {
        assertThat(looks.together.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Each goes on until the fifth has begun. */
    @TestConfiguration
    static class LongLooks {
        final CountDownLatch together = new CountDownLatch(5);

        @Scheduled(fixedDelay = 3_600_000)
        void first() throws InterruptedException {
            goOn();
        }

        @Scheduled(fixedDelay = 3_600_000)
        void second() throws InterruptedException {
            goOn();
        }

        @Scheduled(fixedDelay = 3_600_000)
        void third() throws InterruptedException {
            goOn();
        }

        @Scheduled(fixedDelay = 3_600_000)
        void fourth() throws InterruptedException {
            goOn();
        }

        @Scheduled(fixedDelay = 3_600_000)
        void fifth() throws InterruptedException {
            goOn();
        }

        private void goOn() throws InterruptedException {
            together.countDown();
            together.await(30, TimeUnit.SECONDS);
        }
    }
}
