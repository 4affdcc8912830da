package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.aftercall.telephony.Sound;
import org.junit.jupiter.api.Test;

class SoundsTests {
    private static final String CLEAN =
            "ssrc=1;themssrc=2;lp=0;rxjitter=0.002750;rxcount=718;txjitter=0.004250;txcount=718;rlp=0;rtt=0.001;"
                    + "rxmes=88.08;txmes=88.09";

    @Test
    void theWorseDirectionCounts() {
        assertThat(Sounds.of(CLEAN)).contains(new Sound(4.29, 4.25, 0));
        var lossy = CLEAN.replace("rlp=0", "rlp=82").replace("txmes=88.09", "txmes=50");
        var sound = Sounds.of(lossy).orElseThrow();
        assertThat(sound.lossPercent()).isEqualTo(10.25);
        assertThat(sound.mos()).isCloseTo(2.58, within(0.01));
    }

    @Test
    void aTalkTooShortForAReportIsJudgedByItsLoss() {
        var brief = CLEAN.replaceAll("([rt]x)mes=[0-9.]+", "$1mes=0.0");
        assertThat(Sounds.of(brief).orElseThrow().mos()).isEqualTo(4.29);
        assertThat(Sounds.of(brief.replace(";lp=0", ";lp=718")).orElseThrow().mos()).isEqualTo(1.0);
    }

    @Test
    void withoutAPacketThereIsNothingToSay() {
        assertThat(Sounds.of(CLEAN.replace("rxcount=718", "rxcount=0"))).isEmpty();
        assertThat(Sounds.of("")).isEmpty();
        assertThat(Sounds.of("{\"extra\":\"\"}")).isEmpty();
    }

    @Test
    void theScaleIsThatOfG107() {
        assertThat(Sounds.mos(93.2)).isCloseTo(4.41, within(0.01));
        assertThat(Sounds.mos(70)).isCloseTo(3.6, within(0.01));
        assertThat(Sounds.mos(0)).isEqualTo(1);
        assertThat(Sounds.mos(120)).isEqualTo(4.5);
    }
}
