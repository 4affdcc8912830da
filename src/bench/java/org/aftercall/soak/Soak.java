package org.aftercall.soak;

import java.util.List;
import org.aftercall.bench.Bench;
import org.aftercall.bench.Bench.Program;
import org.aftercall.bench.F7;
import org.aftercall.bench.TornTapes;
import org.aftercall.recording.KeeperKills;
import org.aftercall.recording.KeyFaults;

/** Runs one fault experiment by its name: {@code ./aftercall soak NAME}. */
public final class Soak {
    private static final List<Program> PROGRAMS =
            List.of(
                    new Program(
                            "F1",
                            "kill -9 of the application at any moment of many calls"
                                    + " (--calls=1000 --kills=200 --seed=)",
                            Kills::run),
                    new Program(
                            "F2",
                            "kill -9 of Asterisk in the middle of many recorded talks"
                                    + " (--talks=50 --kills=20 --seconds=8)",
                            TornTapes::run),
                    new Program(
                            "F3",
                            "cuts, black holes, slow readers and half frames on the wire"
                                    + " (--cuts=100 --holes=20 --slow=20 --halves=10 --seed=)",
                            WireCuts::run),
                    new Program(
                            "F4",
                            "a burst of events while their listener stands still"
                                    + " (--events=100000 --stall=30 --bursts=1 --calls=60)",
                            Burst::run),
                    new Program(
                            "F5",
                            "kills between hang-up and vault; a store that resets, flips bits, is full, goes away; a full disk"
                                    + " (--kills=500 --faults=100 --outage=600 --seed=)",
                            KeeperKills::run),
                    new Program(
                            "F7",
                            "two dialers, one stopped past its lease again and again, clocks ten minutes apart"
                                    + " (--zombies=500 --attempts=100000 --minutes=60)",
                            F7::run),
                    new Program(
                            "F8",
                            "calling windows: zones, leaps of the clock, leap days, holidays; then the shipped jar"
                                    + " and its PostgreSQL under a clock that leaps by up to two hours"
                                    + " (--windows=1000000 --leaps=48 --faketime=libfaketime.so.1 --seed=)",
                            Windows::run),
                    new Program(
                            "F8-live",
                            "the house's clock leaps by up to two hours while it dials"
                                    + " (--steps=100000 --seed=)",
                            Leaps::run),
                    new Program(
                            "F9",
                            "lines that hang: lost BYE, vanished or silent desk, nurse gone in wrap-up,"
                                    + " a leg left behind"
                                    + " (--cases=300 --at-a-time=20)",
                            HungLines::run),
                    new Program(
                            "F13",
                            "kill -9 of the application under 20 who listen, until so many plays were cut between their row"
                                    + " in the trail and their first byte; plays without a row; edits of the trail"
                                    + " (--kills=500 --edits=10000 --seed=)",
                            PlayKills::run),
                    new Program(
                            "F14",
                            "a new master key under the playing, erasure against object lock and a backup of the database, holds,"
                                    + " no key server"
                                    + " (--plays=1000 --erased=1000 --held=100 --away=200)",
                            KeyFaults::run),
                    new Program(
                            "climbs",
                            "kill -9 of the application while alarms that nobody closes go one level up"
                                    + " (--escalations=10000 --restarts=20 --seed=)",
                            Climbs::run));

    private Soak() {}

    public static void main(String[] args) throws Exception {
        Bench.run("soak", PROGRAMS, args);
    }
}
