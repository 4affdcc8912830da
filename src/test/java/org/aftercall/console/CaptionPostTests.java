package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.staff.StaffId;
import org.junit.jupiter.api.Test;

class CaptionPostTests {
    private static final UUID CALL = UUID.randomUUID();
    private static final StaffId NURSE = StaffId.next();

    private final CaptionPost post = new CaptionPost();

    @Test
    void ofASentenceThatIsStillSpokenOnlyTheLatestWordsTravel() throws Exception {
        drop(1, "i", false);
        drop(2, "yes", true);
        drop(1, "i am", false);
        drop(1, "i am feeling", false);
        assertThat(taken()).extracting(l -> l.line().text()).containsExactly("i am feeling", "yes");
    }

    @Test
    void whoseScreensItIsForTravelsWithIt() throws Exception {
        drop(1, "胸口 \"有点\" 闷\n", true);
        var letter = taken().getFirst();
        assertThat(letter.to()).containsExactly(NURSE.value());
        assertThat(letter.line())
                .isEqualTo(new CaptionFeed.Line(CALL, 1, "PATIENT", 100, "胸口 \"有点\" 闷\n", true));
    }

    @Test
    void nothingIsLargerThanPostgresCarriesAndNothingIsLost() throws Exception {
        for (int i = 0; i < 200; i++) {
            drop(i, "血".repeat(i * 10) + i, true);
        }
        var all = new ArrayList<CaptionPost.Letter>();
        while (all.size() < 200) {
            var bag = post.take();
            assertThat(String.join("\n", bag).getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(CaptionPost.MOST_BYTES);
            bag.forEach(l -> all.add(CaptionPost.read(l).orElseThrow()));
        }
        assertThat(all).extracting(l -> l.line().seq()).isSorted().hasSize(200);
        // Of what is longer than anybody speaks the end is shown.
        assertThat(all.getLast().line().text()).hasSize(CaptionPost.MOST_TEXT).endsWith("血199");
    }

    @Test
    void underLoadUnfinishedSentencesGoFirstAndMemoryDoesNotGrow() throws Exception {
        for (int i = 0; i < 900; i++) {
            drop(i, "done", true);
        }
        for (int i = 900; i < 5_000; i++) {
            drop(i, "part", false);
        }
        for (int i = 5_000; i < 5_100; i++) {
            drop(i, "done", true);
        }
        int done = 0;
        int all = 0;
        while (done < 1_000) {
            for (var line : post.take()) {
                all++;
                done += CaptionPost.read(line).orElseThrow().line().done() ? 1 : 0;
            }
        }
        assertThat(all).isLessThanOrEqualTo(1_000);
    }

    @Test
    void aStrangeLineIsPassedOver() {
        assertThat(CaptionPost.read("{\"to\":[],\"line\":\"?\"}")).isEmpty();
        assertThat(CaptionPost.read("hello")).isEmpty();
    }

    private void drop(int seq, String text, boolean done) {
        post.drop(Set.of(NURSE), new CaptionFeed.Line(CALL, seq, "PATIENT", 100, text, done));
    }

    private List<CaptionPost.Letter> taken() throws InterruptedException {
        return post.take().stream().map(l -> CaptionPost.read(l).orElseThrow()).toList();
    }
}
