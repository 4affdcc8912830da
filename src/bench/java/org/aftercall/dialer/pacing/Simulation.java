package org.aftercall.dialer.pacing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Days at the telephones as a series of events: the policy is asked after each of them and once a
 * second, and everything it orders happens.
 */
final class Simulation {
    /** An answered patient without a nurse after so long is abandoned. */
    private static final double GRACE = 2;

    /** Getting into the write-up again after it was interrupted. */
    private static final double SWITCHING = 10;

    private static final double HOUR = 3600;

    private final Pacing policy;
    private final People people;
    private final Roll roll;
    private final Spans untilAnswer;
    private final Spans wrapUp;
    private final PriorityQueue<Event> ahead =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Event::at).thenComparingLong(Event::order));
    private final List<Nurse> wrapping = new ArrayList<>();
    private final ArrayDeque<Nurse> free = new ArrayDeque<>();
    private final List<Line> ringing = new ArrayList<>();
    private final ArrayDeque<Line> waiting = new ArrayDeque<>();
    private final Gauge gauge = new Gauge();
    private final int nurses;
    private final double length;
    private final int due;
    private final Tally before;
    private Pacing.Memory memory = Pacing.Memory.NONE;
    private double now;
    private long events;
    private int talking;
    private int dialed;
    private int interrupted;
    private double talk;
    private double idle;

    private record Event(double at, long order, Runnable then) {}

    private static final class Nurse {
        double freeSince;
        double wrapsSince;
        double wrapsUntil;
        double leftOver;
        int turn;
    }

    private static final class Line {
        final Roll.Due due;
        final Town.Attempt attempt;
        final double since;
        boolean gone;

        Line(Roll.Due due, Town.Attempt attempt, double since) {
            this.due = due;
            this.attempt = attempt;
            this.since = since;
        }
    }

    private Simulation(
            Pacing policy, People people, int nurses, double length, int due, Tally before) {
        this.policy = policy;
        this.people = people;
        this.nurses = nurses;
        this.length = length;
        this.due = due;
        this.before = before;
        roll = new Roll(people, policy.byAnswerChance());
        untilAnswer = people.history(Town.Attempt::untilAnswer);
        wrapUp = people.history(Town.Attempt::wrapUp);
    }

    static Outcome run(Pacing policy, int nurses, int days, long seed) {
        int hours = Town.CLOSES - Town.OPENS;
        return new Simulation(
                        policy,
                        new Town(seed),
                        nurses,
                        hours * HOUR,
                        nurses * hours * 13,
                        Tally.NONE)
                .run(days);
    }

    /**
     * One stretch of time, at the telephones of other people than those of a town.
     *
     * @param due so many patients are to be called
     * @param before the calls of the half hour before it
     */
    static Outcome run(
            Pacing policy, People people, int nurses, int seconds, int due, Tally before) {
        return new Simulation(policy, people, nurses, seconds, due, before).run(1);
    }

    private Outcome run(int days) {
        for (int day = 0; day < days; day++) {
            // The night between two days is left out; everybody goes home and comes back.
            double opens = day * length;
            now = opens;
            open();
            for (double second = opens; second < opens + length; second++) {
                while (!ahead.isEmpty() && ahead.peek().at() <= second) {
                    var event = ahead.remove();
                    now = event.at();
                    event.then().run();
                    decide();
                }
                now = second;
                decide();
            }
            now = opens + length;
            free.forEach(n -> idle += now - n.freeSince);
        }
        double hours = nurses * days * length / HOUR;
        return new Outcome(
                talk / 60 / hours,
                dialed,
                gauge.all(),
                gauge.worst(),
                interrupted,
                dialed == 0 ? 0 : (double) gauge.all().answered() / dialed,
                idle / HOUR / hours,
                gauge.window(now));
    }

    private void open() {
        ahead.clear();
        wrapping.clear();
        free.clear();
        ringing.clear();
        waiting.clear();
        talking = 0;
        memory = Pacing.Memory.NONE;
        gauge.open(now);
        gauge.before(before, now);
        roll.fallDue(due, now);
        for (int i = 0; i < nurses; i++) {
            ready(new Nurse());
        }
        decide();
    }

    private int hour() {
        return Math.min(Town.CLOSES - Town.OPENS - 1, (int) (now % length / HOUR));
    }

    private void decide() {
        var order = policy.decide(floor(), memory);
        memory = order.memory();
        for (int i = 0; i < order.dial(); i++) {
            var due = roll.next(hour(), now);
            if (due == null) {
                return;
            }
            dial(due);
        }
    }

    private Floor floor() {
        return new Floor(
                now,
                free.size(),
                talking,
                wrapping.stream().map(n -> now - n.wrapsSince).toList(),
                ringing.stream().map(l -> Math.max(0, now - l.since)).toList(),
                waiting.size(),
                roll.chance(hour(), now),
                untilAnswer,
                wrapUp,
                gauge.window(now),
                gauge.day());
    }

    private void dial(Roll.Due due) {
        var attempt = people.attempt(due.patient, due.attempts);
        double rings = policy.readsFirst() ? now + attempt.reading() : now;
        var line = new Line(due, attempt, rings);
        ringing.add(line);
        dialed++;
        if (attempt.luck() < due.truth[hour()]) {
            after(rings - now + attempt.untilAnswer(), () -> answer(line));
        } else {
            after(rings - now + attempt.untilFailure(), () -> fail(line));
        }
    }

    private void fail(Line line) {
        ringing.remove(line);
        roll.missed(line.due, now);
    }

    private void answer(Line line) {
        ringing.remove(line);
        gauge.answered(now);
        var nurse = take();
        if (nurse != null) {
            connect(nurse, line);
            return;
        }
        waiting.add(line);
        after(
                GRACE,
                () -> {
                    if (!line.gone) {
                        waiting.remove(line);
                        gauge.abandoned(now);
                        roll.missed(line.due, now);
                    }
                });
    }

    private @Nullable Nurse take() {
        if (!free.isEmpty()) {
            var nurse = free.remove();
            idle += now - nurse.freeSince;
            return nurse;
        }
        if (!policy.mayInterrupt() || wrapping.isEmpty()) {
            return null;
        }
        var nurse = wrapping.stream().min(Comparator.comparingDouble(n -> n.wrapsSince)).get();
        wrapping.remove(nurse);
        nurse.turn++;
        nurse.leftOver = nurse.wrapsUntil - now + SWITCHING;
        interrupted++;
        return nurse;
    }

    private void connect(Nurse nurse, Line line) {
        line.gone = true;
        talking++;
        double closes = (Math.floor(now / length) + 1) * length;
        talk += Math.min(line.attempt.talk(), closes - now);
        after(line.attempt.talk(), () -> hungUp(nurse, line.attempt));
    }

    private void hungUp(Nurse nurse, Town.Attempt attempt) {
        talking--;
        nurse.wrapsSince = now;
        nurse.wrapsUntil = now + attempt.wrapUp() + nurse.leftOver;
        nurse.leftOver = 0;
        wrapping.add(nurse);
        int turn = ++nurse.turn;
        after(
                nurse.wrapsUntil - now,
                () -> {
                    if (nurse.turn == turn) {
                        wrapping.remove(nurse);
                        ready(nurse);
                    }
                });
    }

    private void ready(Nurse nurse) {
        nurse.freeSince = now;
        free.add(nurse);
        if (!waiting.isEmpty()) {
            connect(free.remove(), waiting.remove());
        }
    }

    private void after(double seconds, Runnable then) {
        ahead.add(new Event(now + seconds, events++, then));
    }
}
