package org.aftercall.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTests {
    @Test
    void anIdSaysWhenItWasMade() {
        var before = System.currentTimeMillis();
        var id = Ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void noTwoIdsAreTheSame() {
        var ids = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            ids.add(Ids.next());
        }
        assertThat(ids).hasSize(100_000);
    }
}
