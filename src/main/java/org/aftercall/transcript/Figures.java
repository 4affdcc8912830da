package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A talk in numbers, from the times of its words. All times are milliseconds of the recording.
 *
 * @param spanMs from the first word to the end of the last
 * @param overlapMs both spoke
 * @param silenceMs nobody spoke
 * @param longestSilence of no length when nobody paused
 */
record Figures(
        int spanMs,
        int overlapMs,
        int silenceMs,
        Stretch longestSilence,
        Side nurse,
        Side patient) {
    /** A shorter pause belongs to the speech around it. */
    private static final int BREATH = 500;

    /** Up to here it is a "yes" or an "mhm", which interrupts nobody. */
    private static final int NOD = 1_000;

    /** An interrupted one stops so soon, or he was only talked over. */
    private static final int GIVES_UP_WITHIN = 1_500;

    record Stretch(int fromMs, int toMs) {
        static final Stretch NONE = new Stretch(0, 0);

        int length() {
            return toMs - fromMs;
        }
    }

    /**
     * One side of it.
     *
     * @param talkMs how long she spoke, breaths included
     * @param share of all speech, 0 to 1
     * @param interruptions how often she began while the other spoke, and the other stopped
     * @param longest her longest turn in which the other said no more than a word of assent
     * @param perMinute words, in Chinese characters, for each minute that she spoke
     */
    record Side(int talkMs, double share, int interruptions, Stretch longest, int perMinute) {}

    static Figures of(List<Utterance> utterances) {
        var nurse = spoken(utterances, Speaker.NURSE);
        var patient = spoken(utterances, Speaker.PATIENT);
        int both = nurse.stream().mapToInt(n -> shared(n, patient)).sum();
        int nurseMs = length(nurse);
        int patientMs = length(patient);
        var all = merged(nurse, patient);
        int span = all.isEmpty() ? 0 : all.getLast().toMs() - all.getFirst().fromMs();
        double talk = Math.max(1, nurseMs + patientMs);
        return new Figures(
                span,
                both,
                span - length(all),
                longest(pauses(all)),
                new Side(
                        nurseMs,
                        nurseMs / talk,
                        interruptions(nurse, patient),
                        longest(turns(nurse, patient)),
                        rate(utterances, Speaker.NURSE, nurseMs)),
                new Side(
                        patientMs,
                        patientMs / talk,
                        interruptions(patient, nurse),
                        longest(turns(patient, nurse)),
                        rate(utterances, Speaker.PATIENT, patientMs)));
    }

    /** Where somebody speaks, breaths passed over. */
    private static List<Stretch> spoken(List<Utterance> utterances, Speaker who) {
        return joined(
                utterances.stream()
                        .filter(u -> u.speaker() == who)
                        .flatMap(u -> u.words().stream())
                        .filter(w -> w.e() > w.s())
                        .map(w -> new Stretch(w.s(), w.e()))
                        .toList(),
                BREATH);
    }

    private static List<Stretch> merged(List<Stretch> one, List<Stretch> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return joined(all, 0);
    }

    private static List<Stretch> joined(List<Stretch> parts, int gap) {
        var sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingInt(Stretch::fromMs));
        var joined = new ArrayList<Stretch>();
        for (var part : sorted) {
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && part.fromMs() - last.toMs() <= gap) {
                joined.set(
                        joined.size() - 1,
                        new Stretch(last.fromMs(), Math.max(last.toMs(), part.toMs())));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    private static List<Stretch> pauses(List<Stretch> all) {
        var pauses = new ArrayList<Stretch>();
        for (int i = 1; i < all.size(); i++) {
            pauses.add(new Stretch(all.get(i - 1).toMs(), all.get(i).fromMs()));
        }
        return pauses;
    }

    private static int interruptions(List<Stretch> mine, List<Stretch> others) {
        return (int)
                mine.stream()
                        .filter(m -> m.length() > NOD)
                        .filter(m ->
                                others.stream()
                                        .anyMatch(o ->
                                                o.fromMs() < m.fromMs()
                                                        && m.fromMs() < o.toMs()
                                                        && o.toMs() - m.fromMs() <= GIVES_UP_WITHIN
                                                        && o.toMs() < m.toMs()))
                        .count();
    }

    /** What one says while the other says nothing but assent. */
    private static List<Stretch> turns(List<Stretch> mine, List<Stretch> others) {
        var heard = others.stream().filter(o -> o.length() > NOD).toList();
        var turns = new ArrayList<Stretch>();
        for (var part : mine) {
            var last = turns.isEmpty() ? null : turns.getLast();
            boolean goesOn =
                    last != null
                            && heard.stream()
                                    .noneMatch(o ->
                                            o.fromMs() < part.fromMs() && o.toMs() > last.toMs());
            if (goesOn && last != null) {
                turns.set(turns.size() - 1, new Stretch(last.fromMs(), part.toMs()));
            } else {
                turns.add(part);
            }
        }
        return turns;
    }

    private static int rate(List<Utterance> utterances, Speaker who, int talkMs) {
        long words =
                utterances.stream()
                        .filter(u -> u.speaker() == who)
                        .flatMap(u -> u.words().stream())
                        .mapToLong(w -> size(w.w()))
                        .sum();
        return talkMs == 0 ? 0 : (int) Math.round(words * 60_000.0 / talkMs);
    }

    private static long size(String word) {
        long chinese = word.codePoints().filter(Terms::isChinese).count();
        return Math.max(chinese, 1);
    }

    private static Stretch longest(List<Stretch> all) {
        return all.stream().max(Comparator.comparingInt(Stretch::length)).orElse(Stretch.NONE);
    }

    private static int length(List<Stretch> all) {
        return all.stream().mapToInt(Stretch::length).sum();
    }

    private static int shared(Stretch one, List<Stretch> others) {
        return others.stream()
                .mapToInt(o ->
                        Math.max(
                                0,
                                Math.min(o.toMs(), one.toMs())
                                        - Math.max(o.fromMs(), one.fromMs())))
                .sum();
    }
}
