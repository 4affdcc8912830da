package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795323493.16",
                "1000000000.0",
                "9999999999.999999999",
                "second-1795323493.16",
                "0-1795323493.0",
                "zzzzzzzz-9999999999.999999999"
            })
    void anInboundLineAndItsChannelAreEachOther(String uniqueId) {
        var line = Channels.line(uniqueId, "PJSIP/carrier-0000001a").orElseThrow();
        assertThat(Channels.cameIn(line)).isTrue();
        assertThat(line.value().variant()).isEqualTo(2);
        assertThat(Channels.uniqueId(line)).isEqualTo(uniqueId);
        assertThat(Channels.line(Channels.uniqueId(line))).contains(line);
        assertThat(Orders.room(line)).matches("room[a-z0-9]+");
    }

    @Test
    void aLineThatWeMadeKeepsItsId() {
        var line = LineId.next();
        assertThat(Channels.cameIn(line)).isFalse();
        assertThat(Channels.uniqueId(line)).isEqualTo(line.value().toString());
        assertThat(Channels.line(line.value().toString(), "PJSIP/b8001-1")).contains(line);
    }

    @ParameterizedTest
    @CsvSource({
        "1795323493.16,PJSIP/b8001-00000001",
        "1795323493.16,Local/tone@from-aftercall-1;1",
        "1795323493.16,CBAnn/room1-1;2",
        "1795323493.16,",
        "x.1,PJSIP/carrier-1",
        "1795323493.1234567890,PJSIP/carrier-1",
        "toolongname-1795323493.1,PJSIP/carrier-1",
        ",PJSIP/carrier-1"
    })
    void whatAsteriskMakesForItselfIsNoLine(String uniqueId, String channel) {
        assertThat(Channels.line(uniqueId, channel)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+8613800138000@10.9.8.7, +8613800138000",
        "sip:13800138000@10.9.8.7, +8613800138000",
        "sip:01062345678@10.9.8.7, +861062345678",
        "sip:008613800138000@10.9.8.7, +8613800138000",
        "sip:8613800138000@10.9.8.7, +8613800138000",
        "+861000000012, +861000000012"
    })
    void aNumberIsReadAsTheNetworkWritesIt(String address, String number) {
        assertThat(Callers.number(address, "+86")).contains(new PhoneNumber(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:anonymous@anonymous.invalid",
                "sip:0000@127.0.0.1",
                "sip:12@10.0.0.1",
                "sip:+86138001380001234567890@x"
            })
    void whatIsNoNumberIsHidden(String address) {
        assertThat(Callers.number(address, "+86")).isEmpty();
        assertThat(Callers.number(null, "+86")).isEmpty();
    }
}
