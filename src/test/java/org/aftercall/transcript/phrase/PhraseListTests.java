package org.aftercall.transcript.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aftercall.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseListTests {
    private static final PhraseList LIST = shipped().list();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我胸痛",
                "有点胸痛两天了",
                "我没有胃口胸痛",
                "没有不舒服就是胸痛",
                "不是没有胸痛",
                "不太舒服胸口痛",
                "胸痛没有好转",
                "没有力气还出血",
                "有没有出血我也不知道",
                "晚上喘不上气",
                "我都想死了",
                "i have chest pain",
                "no but i have chest pain",
                "not only chest pain",
                "i have no appetite and chest pain",
                "no fever just some bleeding",
                "i want to die",
                "the bleeding has not stopped",
                "no fever chest pain",
            })
    void whatIsSaidIsSuggested(String said) {
        assertThat(LIST.find(said, "PATIENT")).anyMatch(f -> !f.denied());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "没有胸痛",
                "没胸痛",
                "没有出血",
                "没有再出血",
                "不觉得胸闷",
                "没有发烧和胸痛",
                "没有发烧或者头晕或者胸痛",
                "从来没有晕倒过",
                "胸痛没有了",
                "出血已经停了",
                "没有想死",
                "no chest pain",
                "i don't have any chest pain",
                "i have had no chest pain",
                "there is no bleeding",
                "no fever or chest pain",
                "no fever or nausea or chest pain",
                "i haven't had any shortness of breath",
                "without bleeding",
                "the bleeding has stopped",
                "the chest pain is gone",
            })
    void whatIsDeniedIsNot(String said) {
        assertThat(LIST.find(said, "PATIENT")).isNotEmpty().allMatch(PhraseList.Find::denied);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "想死你了",
                "感觉好多了",
                "push the button",
                "painting",
                "the campus is big",
                "",
                " "
            })
    void otherWordsAreNoPhrases(String said) {
        assertThat(LIST.find(said, "PATIENT")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "我要投诉你们, COMPLAINT",
        "我很害怕, DISTRESS",
        "你改天再打吧, CALLBACK",
        "please call me back tomorrow, CALLBACK",
        "i want to speak to your manager, COMPLAINT",
        "i feel hopeless, DISTRESS"
    })
    void eachKindIsFound(String said, Phrase.Kind kind) {
        assertThat(LIST.find(said, "PATIENT"))
                .singleElement()
                .extracting(f -> f.phrase().kind())
                .isEqualTo(kind);
    }

    @Test
    void theNurseWhoAsksIsNotThePatientWhoHas() {
        assertThat(LIST.find("do you have chest pain", "NURSE")).isEmpty();
        assertThat(LIST.find("您有胸痛吗", "NURSE")).isEmpty();
    }

    @Test
    void aFindStandsWhereItsWordsStand() {
        var text = "我今天胸口痛 and chest pain too";
        assertThat(LIST.find(text, "PATIENT"))
                .extracting(f -> text.substring(f.from(), f.to()))
                .containsExactly("胸口痛", "chest pain");
    }

    @Test
    void whateverIsSaidNothingBreaksAndFindsAreInTheirOrder() {
        var random = new Random(20261123);
        var words =
                "没有 不 胸痛 出血 想死 你了 和 或者 发烧 就是 没有了 no not or chest pain bleeding is gone fever but never any"
                        .split(" ");
        for (int i = 0; i < 20_000; i++) {
            var said = new StringBuilder();
            for (int w = random.nextInt(8); w >= 0; w--) {
                said.append(words[random.nextInt(words.length)]).append(' ');
            }
            int last = 0;
            for (var find : LIST.find(said.toString().strip(), "PATIENT")) {
                assertThat(find.from()).isGreaterThanOrEqualTo(last);
                last = find.from();
            }
        }
    }

    @Test
    void everyShippedPhraseFindsItself() {
        for (var phrase : LIST.phrases()) {
            assertThat(LIST.find(phrase.words(), "PATIENT"))
                    .as(phrase.words())
                    .anyMatch(f -> f.phrase().kind() == phrase.kind());
        }
    }

    @Test
    void aFaultyListIsRefusedWithThePlaceOfEachFault() {
        var book =
                new PhraseBook(
                        List.of(
                                new PhraseBook.Entry("RED_FLAG", "胸痛", null, null),
                                new PhraseBook.Entry("ALARM", " ", "DOG", null),
                                new PhraseBook.Entry("RED_FLAG", "胸 痛", null, null)),
                        null,
                        null);
        assertThatThrownBy(book::list)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r ->
                                assertThat(r.mends())
                                        .extracting(Refusal.Mend::pointer)
                                        .contains(
                                                "/phrases/1/words",
                                                "/phrases/1/kind",
                                                "/phrases/1/speaker",
                                                "/phrases/2/words"));
    }

    @Test
    void wordsOfDenialAreHeardAsWrittenAndTooLongOnesRefusedAtTheirPlace() {
        var phrases =
                List.<PhraseBook.@Nullable Entry>of(
                        new PhraseBook.Entry("RED_FLAG", "胸痛", null, null));
        var own = new PhraseBook(phrases, Map.of("before", List.of("木有")), null).list();
        assertThat(own.find("我木有胸痛", "PATIENT")).allMatch(PhraseList.Find::denied);
        assertThat(own.find("我没有胸痛", "PATIENT")).noneMatch(PhraseList.Find::denied);
        var wrong =
                new PhraseBook(
                        phrases,
                        Map.of("before", List.of("x".repeat(61))),
                        List.of("y".repeat(61)));
        assertThatThrownBy(wrong::list)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r ->
                                assertThat(r.mends())
                                        .extracting(Refusal.Mend::pointer)
                                        .containsExactly("/denial/before", "/symptoms"));
    }

    private static PhraseBook shipped() {
        try {
            return PhraseBook.read(
                    Files.readString(Path.of("src/main/resources/phrases/phrases-v1.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
