package org.aftercall.recording;

import org.aftercall.bench.BenchHouse;

/** What is done with tapes while talks go on, for the benches of other packages. */
public final class Ahead {
    private Ahead() {}

    /** All tapes of talks that go on, up to their last seconds. */
    public static void run(BenchHouse house) {
        house.get(HeadStart.class).run();
    }
}
