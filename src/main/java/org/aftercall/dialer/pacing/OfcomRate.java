package org.aftercall.dialer.pacing;

/**
 * The abandoned-call rate as Ofcom defines it for automated calling systems: abandoned calls by all
 * live calls (abandoned ones and those passed to an operator), for each campaign and day of 24
 * hours.
 *
 * <p>Only calls to live persons count, on both sides. A system that detects answering machines
 * hangs up on some persons by mistake: a reasoned estimate of these false positives is added to the
 * abandoned calls. A system that does not detect them abandons some calls to machines: a reasoned
 * estimate of these, by the share of machines among the calls put through to operators, is taken
 * off. Since March 2017 there is no tolerated rate (until then 3 %).
 *
 * @see <a
 *     href="https://www.ofcom.org.uk/consultations-and-statements/category-2/silent-calls">Ofcom,
 *     Tackling abandoned and silent calls, statement of 2010, 4.70–4.73 and Annex 1; since 2017
 *     Annex 3, "Calculating the Abandoned Call Rate", of Persistent Misuse, statement of 20
 *     December 2016</a>
 */
public final class OfcomRate {
    /** Tolerated until March 2017; none is since. */
    public static final int TOLERATED_PERCENT = 3;

    private OfcomRate() {}

    /**
     * Calls to live persons, by the estimates of the rule.
     *
     * @param live passed to an operator
     */
    public record Persons(double abandoned, int live) {
        public Persons {
            if (abandoned < 0 || live < 0) {
                throw new IllegalArgumentException("Counts are not negative");
            }
        }

        /** The same campaign and day, when it listened for machines for a part of it only. */
        public Persons and(Persons others) {
            return new Persons(abandoned + others.abandoned, live + others.live);
        }

        /** 0 to 1; 0 when nobody answered. */
        public double rate() {
            return abandoned + live == 0 ? 0 : abandoned / (abandoned + live);
        }
    }

    /**
     * Of a system that detects answering machines.
     *
     * @param abandoned identified by the system: a live person answered, no operator came
     * @param takenForMachines calls the system ended because it heard a machine
     * @param falsePositives share of these verdicts that is wrong, found by testing, 0 … 1
     * @param live passed to an operator who met a person
     */
    public static Persons withDetection(
            int abandoned, int takenForMachines, double falsePositives, int live) {
        if (!(falsePositives >= 0 && falsePositives <= 1)) {
            throw new IllegalArgumentException("Not a share: " + falsePositives);
        }
        return new Persons(abandoned + takenForMachines * falsePositives, live);
    }

    /**
     * Of a system that detects none.
     *
     * @param abandoned identified by the system, to persons and machines alike
     * @param passed all calls put through to an operator
     * @param machines those of {@code passed} at which the operator met a machine
     */
    public static Persons withoutDetection(int abandoned, int passed, int machines) {
        if (machines > passed) {
            throw new IllegalArgumentException(machines + " machines in " + passed + " calls");
        }
        double toMachines = passed == 0 ? 0 : abandoned * (double) machines / passed;
        return new Persons(abandoned - toMachines, passed - machines);
    }
}
