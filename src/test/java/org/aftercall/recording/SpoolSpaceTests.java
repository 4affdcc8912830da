package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.aftercall.kernel.Finding.Verdict;
import org.aftercall.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SpoolSpaceTests {
    private final AtomicLong left = new AtomicLong(DataSize.ofGigabytes(5).toBytes());
    private final SpoolSpace space = new SpoolSpace(left::get, DataSize.ofGigabytes(2));

    @Test
    void nobodyIsRungBeforeTheDiskIsFullAndAgainWhenThereIsRoom() {
        space.check();
        assertThat(space.look().getFirst().verdict()).isEqualTo(Verdict.PASS);
        left.set(DataSize.ofGigabytes(2).toBytes() - 1);
        assertThatThrownBy(space::check)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("spool.full"));
        assertThat(space.whyFull()).isPresent();
        assertThat(space.look().getFirst().verdict()).isEqualTo(Verdict.FAIL);
        left.set(DataSize.ofGigabytes(3).toBytes());
        space.check();
        assertThat(space.whyFull()).isEmpty();
    }
}
