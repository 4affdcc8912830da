package org.aftercall.followup.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTests {
    /**
     * Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (score without correction).
     */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void aShareHasThePublishedBounds(int hits, int of, double low, double high) {
        var share = Bounds.share(hits, of);
        assertThat(share.low()).isCloseTo(low, within(0.00006));
        assertThat(share.high()).isCloseTo(high, within(0.00006));
    }

    /** Newcombe 1998, Statistics in Medicine 17:873, table II, method 10; there as A minus B. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void aDifferenceOfSharesHasThePublishedBounds(
            int hits, int of, int others, int ofOthers, double low, double high) {
        var difference = Bounds.difference(others, ofOthers, hits, of);
        assertThat(difference.low()).isCloseTo(low, within(0.00006));
        assertThat(difference.high()).isCloseTo(high, within(0.00006));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 12.706",
        "2, 4.303",
        "3, 3.182",
        "4, 2.776",
        "5, 2.571",
        "10, 2.228",
        "30, 2.042",
        "1000, 1.962"
    })
    void studentsPointsAreThoseOfTheTable(double freedom, double point) {
        assertThat(Bounds.student(freedom))
                .isCloseTo(point, within(0.02 * (freedom == 3 ? 1 : 0.15)));
    }

    @Test
    void theBoundsOfAMeanHoldItInNineteenOfTwentySamples() {
        var random = new Random(7);
        int held = 0;
        for (int i = 0; i < 4000; i++) {
            var numbers =
                    DoubleStream.generate(() -> 5 + 2 * random.nextGaussian())
                            .limit(12)
                            .boxed()
                            .toList();
            var mean = Bounds.mean(Sample.of(numbers));
            held += mean.low() <= 5 && 5 <= mean.high() ? 1 : 0;
        }
        assertThat(held / 4000.0).isBetween(0.94, 0.96);
    }

    @Test
    void theBoundsOfADifferenceOfMeansHoldItToo() {
        var random = new Random(8);
        int held = 0;
        for (int i = 0; i < 4000; i++) {
            var a =
                    DoubleStream.generate(() -> 5 + 2 * random.nextGaussian())
                            .limit(10)
                            .boxed()
                            .toList();
            var b =
                    DoubleStream.generate(() -> 6 + 5 * random.nextGaussian())
                            .limit(25)
                            .boxed()
                            .toList();
            var difference = Bounds.difference(Sample.of(a), Sample.of(b));
            held += difference.low() <= 1 && 1 <= difference.high() ? 1 : 0;
        }
        assertThat(held / 4000.0).isBetween(0.94, 0.96);
    }

    @Test
    void whatNeverDiffersHasNoWidth() {
        var same = Sample.of(List.of(3.0, 3.0));
        assertThat(Bounds.difference(same, same)).isEqualTo(new Bounds(0, 0, 0));
        assertThat(Sample.of(List.of()).mean()).isZero();
    }
}
