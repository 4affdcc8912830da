package org.aftercall.transcript.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    体温 三 十 八 度 五         | 体温 38.5 ℃
                    三十八 度 五               | 38.5 ℃
                    三 十 七 点 二 度          | 37.2 ℃
                    三 十 八 度 半             | 38.5 ℃
                    三 十 九 度                | 39 ℃
                    三 十 八 度 三 天 了        | 38 ℃ 3天 了
                    膝盖 弯 九 十 度           | 膝盖 弯 90 度
                    血压 一 百 四 十 九 十      | 血压 140/90
                    一百四十 九十              | 140/90
                    一 百 二 八 十             | 120/80
                    一 百 八 一 百 一           | 180/110
                    一 百 三 十 五 八 十 五     | 135/85
                    一 百 四 十 比 九 十        | 140/90
                    血压 一 百 四 到 九 十      | 血压 140/90
                    高压 一 百 四 低压 九 十    | 高压 140 低压 90
                    二 零 二 六 年 十 一 月 二 十 二 号 | 2026年 11月22日
                    十 一 月 初               | 11月 初
                    三 个月                    | 3个月
                    下午 三 点 半              | 下午3:30
                    早上 八 点                 | 早上8:00
                    上午 九 点 十 五 分        | 上午9:15
                    八 点 钟                   | 8:00
                    八 点 零 五 分             | 8:05
                    五 毫克                    | 5 mg
                    每天 十 二 单位             | 每天 12单位
                    一天 三 次 两 片            | 一天 3次 2片
                    百分之 九 十 五             | 95%
                    血糖 七 点 二              | 血糖 7.2
                    幺 三 八 零 零 幺 三       | 1380013
                    一 百 零 五                | 105
                    一 百 五                   | 150
                    两 万 三                   | 23000
                    三 四 天                   | 三 四 天
                    十 七 八 岁                | 十 七 八 岁
                    一点 不 疼                 | 一点 不 疼
                    有 一点 头晕               | 有 一点 头晕
                    三 点 要求                 | 三 点 要求
                    千 万 别 忘                | 千 万 别 忘
                    十 分 感谢                 | 十 分 感谢
                    第 十 二                   | 第 十 二
                    一 次                      | 一 次
                    """)
    void mandarinIsWrittenAsOneReadsIt(String words, String written) {
        assertThat(written(words)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    one forty over ninety                   | 140/90
                    a hundred and forty over ninety         | 140/90
                    one hundred thirty five over eighty five | 135/85
                    one oh five over seventy                | 105/70
                    my pressure is one twenty over eighty today | my pressure is 120/80 today
                    thirty eight point five degrees         | 38.5 ℃
                    thirty seven degrees celsius            | 37 ℃
                    a hundred and one point four degrees    | 101.4 °F
                    twenty milligrams                       | 20 mg
                    two tablets twice a day                 | 2 tablets twice a day
                    five percent                            | 5%
                    three times a day                       | 3 times a day
                    one day i felt better                   | one day i felt better
                    eight o'clock                           | 8:00
                    half past eight                         | 8:30
                    eight thirty a m                        | 8:30 am
                    three p m                               | 3 pm
                    november twenty second                  | November 22
                    november the third twenty twenty six    | November 3, 2026
                    one three eight oh oh one               | 138001
                    two thousand five hundred               | 2500
                    one or two                              | one or two
                    two three days                          | two three days
                    over ninety                             | over 90
                    no one knows                            | no one knows
                    may i ask                               | may i ask
                    """)
    void englishIsWrittenAsOneReadsIt(String words, String written) {
        assertThat(written(words)).isEqualTo(written);
    }

    @Test
    void everyWholeNumberComesBack() {
        for (int n = 0; n < 100_000; n += n < 3000 ? 1 : 37) {
            assertThat(MandarinNumber.read(spoken(n))).as(spoken(n)).hasValue(n);
        }
    }

    @Test
    void everyPressureIsReadInEitherLanguage() {
        for (int upper = 90; upper <= 220; upper++) {
            for (int lower = 40; lower <= 120 && lower < upper - 9; lower++) {
                var pair = upper + "/" + lower;
                var run = spoken(upper) + spoken(lower);
                var together = MandarinNumber.read(run).isEmpty();
                if (together) {
                    assertThat(written(run)).as(run).isEqualTo(pair);
                }
                assertThat(written(spoken(upper) + " 比 " + spoken(lower))).isEqualTo(pair);
                assertThat(written(english(upper) + " over " + english(lower))).isEqualTo(pair);
            }
        }
    }

    @Test
    void everyFeverIsRead() {
        for (int tenths = 340; tenths < 440; tenths++) {
            int whole = tenths / 10;
            int tenth = tenths % 10;
            var value = whole + "." + tenth + " ℃";
            if (tenth > 0) {
                assertThat(written(spoken(whole) + " 度 " + spoken(tenth))).isEqualTo(value);
            }
            assertThat(written(spoken(whole) + " 点 " + spoken(tenth) + " 度")).isEqualTo(value);
            assertThat(written(english(whole) + " point " + english(tenth) + " degrees"))
                    .isEqualTo(value);
        }
    }

    @Test
    void whateverIsSaidTheWordsStayInOrderAndNoneIsLost() {
        var random = new Random(20261123);
        var words =
                ("零 一 二 两 三 四 五 六 七 八 九 十 百 千 万 幺 点 度 半 年 月 号 片 次 天 毫克 百分之 比 到 血压 上午 三十八 一百四十 "
                                + "one two five ten twenty ninety hundred thousand and point over a oh may past half degrees mg p m days")
                        .split(" ");
        for (int i = 0; i < 30_000; i++) {
            var said = new ArrayList<String>();
            for (int w = random.nextInt(9); w >= 0; w--) {
                said.add(words[random.nextInt(words.length)]);
            }
            int done = 0;
            for (var w : Written.of(said)) {
                assertThat(w.from()).as(said.toString()).isGreaterThanOrEqualTo(done);
                assertThat(w.to()).as(said.toString()).isGreaterThan(w.from());
                assertThat(w.text()).as(said.toString()).isNotBlank();
                done = w.to();
            }
            assertThat(done).isLessThanOrEqualTo(said.size());
        }
    }

    private static String written(String sentence) {
        var words = Arrays.asList(sentence.strip().split(" +"));
        var out = new ArrayList<String>();
        int at = 0;
        for (var w : Written.of(words)) {
            out.addAll(words.subList(at, w.from()));
            out.add(w.text());
            at = w.to();
        }
        out.addAll(words.subList(at, words.size()));
        return String.join(" ", out);
    }

    /** The school's way of saying it. */
    private static String spoken(int n) {
        if (n < 10) {
            return "零一二三四五六七八九".substring(n, n + 1);
        }
        int unit = n >= 10_000 ? 10_000 : n >= 1000 ? 1000 : n >= 100 ? 100 : 10;
        var left = n < 20 ? "" : spoken(n / unit);
        int rest = n % unit;
        var sign = List.of("十", "百", "千", "万").get((int) Math.log10(unit) - 1);
        var zero = rest > 0 && rest < unit / 10 ? "零" : "";
        var tail = rest == 0 ? "" : zero + (rest >= 10 && rest < 20 ? "一" : "") + spoken(rest);
        return left + sign + tail;
    }

    private static String english(int n) {
        var small =
                ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                                + " sixteen seventeen eighteen nineteen")
                        .split(" ");
        var tens = "x x twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
        if (n < 20) {
            return small[n];
        }
        if (n < 100) {
            return tens[n / 10] + (n % 10 == 0 ? "" : " " + small[n % 10]);
        }
        return small[n / 100] + " hundred" + (n % 100 == 0 ? "" : " " + english(n % 100));
    }
}
