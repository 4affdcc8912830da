package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SpoolSpaceTests {
    private final AtomicLong left = new AtomicLong(DataSize.ofGigabytes(5).toBytes());
    private final SpoolSpace space = new SpoolSpace(left::get, DataSize.ofGigabytes(2));

    @Test
    void nobodyIsRungBeforeTheDiskIsFullAndAgainWhenThereIsRoom() {
        assertThat(space.full()).isEmpty();
        assertThat(space.look().getFirst().verdict()).isEqualTo(Verdict.PASS);
        left.set(DataSize.ofGigabytes(2).toBytes() - 1);
        assertThat(space.full())
                .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo("spool.full"));
        assertThat(space.look().getFirst().verdict()).isEqualTo(Verdict.FAIL);
        left.set(DataSize.ofGigabytes(3).toBytes());
        assertThat(space.full()).isEmpty();
        assertThat(space.look().getFirst().verdict()).isEqualTo(Verdict.PASS);
    }
}
