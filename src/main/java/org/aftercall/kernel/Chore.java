package org.aftercall.kernel;

import java.util.List;

/**
 * Something an operator of this machine may have done now; {@code ./aftercall} runs such a bean.
 */
public interface Chore {
    /** What it is called on the command line: {@code keys.rotate}. */
    String name();

    /**
     * Does it, in at most some minutes.
     *
     * @return what came of it, line by line, without secrets, names or numbers of people
     * @throws Refusal when it cannot be done
     */
    List<String> run();
}
