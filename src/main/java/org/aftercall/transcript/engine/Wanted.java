package org.aftercall.transcript.engine;

import java.util.List;

/**
 * Words that a house wants to be heard: its medicines, doctors, wards.
 *
 * @param version of its list; 0 when it never had one
 * @param terms the most important first
 */
public record Wanted(int version, List<String> terms) {
    public static final Wanted NOTHING = new Wanted(0, List.of());

    public Wanted {
        terms = List.copyOf(terms);
    }
}
