package org.aftercall.followup.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OutsideSettingsTests {
    private static final String SECRET = "0123456789abcdef";

    @Test
    void withoutAnAddressNothingIsToldOutside() {
        var off = bound(Map.of());
        assertThat(off.used()).isFalse();
        assertThat(off.host()).isEmpty();
        assertThat(bound(Map.of("url", " ")).used()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere",
                "ftp://gateway/a",
                "http:///a",
                "http://gate way/a",
                "https://gateway:99999/a",
                "https://me:word@gateway/a"
            })
    void aBadAddressIsNamedWithItsMendAndNotRepeated(String url) {
        assertThatThrownBy(() -> bound(Map.of("url", url, "secret", SECRET)))
                .rootCause()
                .hasMessageStartingWith("aftercall.escalation.outside.url: ")
                .hasMessageNotContaining(url);
    }

    @Test
    void nothingIsSentUnsigned() {
        assertThatThrownBy(() -> bound(Map.of("url", "https://gateway/a", "secret", "short")))
                .rootCause()
                .hasMessageStartingWith("aftercall.escalation.outside.secret: ")
                .hasMessageNotContaining("short");
    }

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        var settings = bound(Map.of("url", "https://gateway/a?key=1", "secret", SECRET));
        assertThat(settings.pause(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.pause(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.pause(6)).isEqualTo(Duration.ofSeconds(320));
        assertThat(settings.pause(7)).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.pause(5000)).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings).hasToString("OutsideSettings[gateway]");
    }

    private static OutsideSettings bound(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("aftercall.escalation.outside." + name, value));
        return new Binder(source)
                .bindOrCreate("aftercall.escalation.outside", OutsideSettings.class);
    }
}
