package org.aftercall;

import org.aftercall.telephony.FakeSwitchboard;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Our own clock, and a switchboard without wires. */
@TestConfiguration(proxyBeanMethods = false)
public class FakeWorld {
    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }

    @Bean
    @Primary
    FakeSwitchboard fakeSwitchboard(TestClock clock) {
        return new FakeSwitchboard(clock);
    }
}
