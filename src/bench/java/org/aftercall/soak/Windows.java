package org.aftercall.soak;

import java.util.Locale;
import org.aftercall.bench.Options;
import org.aftercall.patient.WindowCases;

/** F8: nobody is called outside his hours, and a bad zone is never; half by chance, half live. */
final class Windows {
    private Windows() {}

    static void run(Options options) throws Exception {
        int many = options.number("windows", 1_000_000);
        int leaps = options.number("leaps", 48);
        var faketime = options.text("faketime", "");
        long seed = options.seed();
        options.done();
        if (many > 0) {
            byChance(many, seed);
        }
        if (leaps > 0) {
            LiveLeaps.run(leaps, seed, faketime);
        }
    }

    private static void byChance(int many, long seed) {
        System.out.printf(
                Locale.ROOT,
                "F8: %,d windows by chance, seed %d: zones of the world, leaps of their clocks, leap days, holidays,"
                        + " spans up to midnight; one in ten with a zone that no clock is known for%n",
                many,
                seed);
        var cases = new WindowCases(seed);
        var progress = new Progress("windows", many);
        for (int i = 0; i < many; i++) {
            cases.one();
            if (i % 1_000 == 0) {
                progress.at(i, "");
            }
        }
        cases.wrong().stream().limit(5).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "F8 outside %d, crashed %d of %d windows, %d with a bad zone, %d near a leap of the clock, %d in a leap day:"
                        + " goal %s%n",
                cases.wrong().size() - cases.crashes(),
                cases.crashes(),
                many,
                cases.badZones(),
                cases.leaps(),
                cases.leapDays(),
                cases.wrong().isEmpty() ? "met" : "missed");
    }
}
