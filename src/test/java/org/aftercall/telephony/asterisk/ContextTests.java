package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tapes;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class ContextTests {
    @Configuration
    @EnableConfigurationProperties({TelephonySettings.class, NodeSettings.class})
    @Import({Nodes.class, SpooledTapes.class})
    static class House {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(House.class);

    @Test
    void withThePropertiesThatRunWroteTheHouseIsOnTheWire() {
        var ears = new Ears();
        runner.withBean(LineListener.class, () -> ears)
                .withPropertyValues(
                        Bench.PAIR.properties().entrySet().stream()
                                .map(property -> property.getKey() + "=" + property.getValue())
                                .toArray(String[]::new))
                .run(context -> {
                    var switchboard = context.getBean(Switchboard.class);
                    await().atMost(Duration.ofSeconds(10))
                            .until(() -> switchboard.state() instanceof WireState.Up);
                    await().until(() -> !ears.states().isEmpty());
                    assertThat(context.getBean(Tapes.class)).isNotNull();
                    assertThat(context.getBean(TelephonySettings.class).toString())
                            .doesNotContain(
                                    Bench.PAIR.property("ami-secret"),
                                    Bench.PAIR.property("desk-secret"));
                });
    }

    @Test
    void withoutAnyTelephonyTheHouseStillOpens() {
        runner.withPropertyValues("aftercall.telephony.ami-port=1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Switchboard.class).state())
                            .isInstanceOf(WireState.Down.class);
                });
    }
}
