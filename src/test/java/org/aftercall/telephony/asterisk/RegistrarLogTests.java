package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aftercall.telephony.asterisk.RegistrarLog.No;
import org.aftercall.telephony.asterisk.RegistrarLog.Silence;
import org.aftercall.telephony.asterisk.RegistrarLog.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asterisk's own words, of res_pjsip_outbound_registration.c. */
class RegistrarLogTests {
    private static final String US = "sip:hospital@10.9.8.7";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Temporal response '503' received from 'sip:10.9.8.7' on registration attempt to '%s', retrying in '15'         | 503
                    Temporal response '401' received from 'sip:10.9.8.7:5060' on registration attempt to '%s', retrying in '15'    | 401
                    403 Forbidden fatal response received from 'sip:10.9.8.7' on registration attempt to '%s', retrying in '60' seconds | 403
                    '404' fatal response received from 'sip:10.9.8.7' on registration attempt to '%s', retrying in '60' seconds    | 404
                    Fatal response '403' received from 'sip:10.9.8.7' on registration attempt to '%s', stopping outbound registration | 403
                    """)
    void aNoIsReadWithItsCode(String line, int sip) throws IOException {
        assertThat(log(line.formatted(US)).lastWordTo(US)).isEqualTo(new No(sip));
    }

    @Test
    void noAnswerIsNoNo() throws IOException {
        var line =
                "No response received from 'sip:10.9.8.7' on registration attempt to '%s', retrying in '15'";
        assertThat(log(line.formatted(US)).lastWordTo(US)).isEqualTo(new Silence());
    }

    @Test
    void theLastWordToThisAccountCounts() throws IOException {
        var no = "Fatal response '403' received from 'x' on registration attempt to '%s', stopping";
        var none = "No response received from 'x' on registration attempt to '%s', retrying in '9'";
        var other = "sip:other@10.9.8.7";
        var all = String.join("\n", no.formatted(US), none.formatted(US), no.formatted(other));
        assertThat(log(all).lastWordTo(US)).isEqualTo(new Silence());
        assertThat(log(all).lastWordTo(other)).isEqualTo(new No(403));
        assertThat(log(all).lastWordTo("sip:third@10.9.8.7")).isEqualTo(new Unknown());
    }

    @Test
    void ofALongLogTheEndIsRead() throws IOException {
        var no =
                "Fatal response '403' received from 'x' on registration attempt to '%s', stopping\n";
        var much = "[2026-11-23 01:00:00.000] NOTICE[1] loader.c: something else\n".repeat(5_000);
        assertThat(log(much + no.formatted(US) + much.substring(0, 30_000)).lastWordTo(US))
                .isEqualTo(new No(403));
        assertThat(log(no.formatted(US) + much).lastWordTo(US)).isEqualTo(new Unknown());
    }

    @Test
    void withoutALogNobodyKnows() {
        assertThat(new RegistrarLog(folder.resolve("none")).lastWordTo(US))
                .isEqualTo(new Unknown());
    }

    private RegistrarLog log(String text) throws IOException {
        return new RegistrarLog(Files.writeString(folder.resolve("messages"), text));
    }
}
