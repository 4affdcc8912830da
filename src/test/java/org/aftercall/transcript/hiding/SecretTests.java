package org.aftercall.transcript.hiding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTests {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    我 的 电话 是 幺 三 八 零 零 零 零 零 零 零 零 谢谢 | 我 的 电话 是 [PHONE] 谢谢
                    call me at one three eight oh oh oh oh one two three four please | call me at [PHONE] please
                    号码 幺三八 嗯 零零零零 零零零零               | 号码 [PHONE]
                    零 一 零 六 二 三 四 五 六 七 八               | [PHONE]
                    身份证 11010519491231002X 对                   | 身份证 [ID_NUMBER] 对
                    卡号 4111 1111 1111 1111                       | 卡号 [BANK_CARD]
                    卡号 4111 1111 1111 1112                       | 卡号 4111 1111 1111 1112
                    我 住在 朝阳区 建国 路 八 十 八 号 三 单元 五 零 二 | 我 住在 [ADDRESS]
                    我 家 在 幸福 小区 十二 栋 三 单元             | 我 家 在 [ADDRESS]
                    i live at twenty two green hill road           | i live at [ADDRESS]
                    走路 三 公里                                   | 走路 三 公里
                    血压 一 百 四 十 九 十                         | 血压 一 百 四 十 九 十
                    三 号 床                                       | 三 号 床
                    take two pills on the road                     | take two pills on the road
                    一 二 三 四 五                                 | 一 二 三 四 五
                    """)
    void secretsAreFoundAndNothingElse(String words, String masked) {
        assertThat(masked(Arrays.asList(words.strip().split(" +")))).isEqualTo(masked);
    }

    @Test
    void everyIdentityNumberIsFoundHoweverItIsTold() {
        var random = new Random(20261123);
        for (int i = 0; i < 5000; i++) {
            var id = id(random);
            assertThat(Numbers.checks(id)).as(id).isTrue();
            var words = told(id, random);
            assertThat(Secret.in(words))
                    .as(words.toString())
                    .singleElement()
                    .satisfies(s -> {
                        assertThat(s.kind()).isEqualTo(Secret.Kind.ID_NUMBER);
                        assertThat(s.from()).isEqualTo(1);
                        assertThat(s.to()).isEqualTo(words.size() - 1);
                    });
        }
    }

    @Test
    void oneMisheardDigitDoesNotShowTheRest() {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            var id = new StringBuilder(id(random));
            int at = 14 + random.nextInt(3);
            id.setCharAt(at, (char) ('0' + (id.charAt(at) - '0' + 1) % 10));
            assertThat(Secret.in(told(id.toString(), random))).isNotEmpty();
        }
    }

    @Test
    void everyCardWithItsCheckDigitIsFoundAndNoOther() {
        var random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            int length = 15 + random.nextInt(5);
            var card = new StringBuilder("6");
            while (card.length() < length - 1) {
                card.append(random.nextInt(10));
            }
            int right = 0;
            for (int check = 0; check < 10; check++) {
                right += Numbers.isCard(card + String.valueOf(check)) ? 1 : 0;
            }
            assertThat(right).isEqualTo(1);
        }
    }

    @Test
    void whateverIsSaidSecretsLieInsideAndApart() {
        var random = new Random(9);
        var words = "幺 三 八 零 六 一 二 one oh 138 4111 x 路 号 住在 朝阳区 小区 栋 road street 嗯 好".split(" ");
        for (int i = 0; i < 20_000; i++) {
            var said = new ArrayList<String>();
            for (int w = random.nextInt(30); w >= 0; w--) {
                said.add(words[random.nextInt(words.length)]);
            }
            int done = 0;
            for (var s : Secret.in(said)) {
                assertThat(s.from()).as(said.toString()).isGreaterThanOrEqualTo(done);
                assertThat(s.to()).isGreaterThan(s.from()).isLessThanOrEqualTo(said.size());
                done = s.to();
            }
        }
    }

    private static String masked(List<String> words) {
        var out = new ArrayList<String>();
        int at = 0;
        for (var secret : Secret.in(words)) {
            out.addAll(words.subList(at, secret.from()));
            out.add("[" + secret.kind() + "]");
            at = secret.to();
        }
        out.addAll(words.subList(at, words.size()));
        return String.join(" ", out);
    }

    private static List<String> told(String id, Random random) {
        var chinese = "零一二三四五六七八九";
        var english = "zero one two three four five six seven eight nine".split(" ");
        boolean inEnglish = random.nextBoolean();
        var words = new ArrayList<String>();
        words.add("号码");
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            int digit = c == 'X' ? -1 : c - '0';
            words.add(
                    digit < 0
                            ? "x"
                            : inEnglish ? english[digit] : chinese.substring(digit, digit + 1));
            if (i < id.length() - 1 && random.nextInt(8) == 0) {
                words.add("嗯");
            }
        }
        words.add("对");
        return words;
    }

    private static String id(Random random) {
        var id =
                new StringBuilder(
                        "110105%04d%02d%02d%03d"
                                .formatted(
                                        1930 + random.nextInt(80),
                                        1 + random.nextInt(12),
                                        1 + random.nextInt(28),
                                        random.nextInt(1000)));
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (id.charAt(i) - '0') * WEIGHTS[i];
        }
        return id.append("10X98765432".charAt(sum % 11)).toString();
    }
}
