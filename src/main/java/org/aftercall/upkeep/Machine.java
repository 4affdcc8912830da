package org.aftercall.upkeep;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;

/** The computer we run on: is it big enough, and does its clock keep time. */
class Machine implements Check {
    private static final long GIB = 1L << 30;

    private final Path home;

    Machine(Path home) {
        this.home = home;
    }

    @Override
    public String topic() {
        return "machine";
    }

    @Override
    public List<Finding> look() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return List.of(
                java(Runtime.version().feature(), Runtime.version().toString()),
                cores(Runtime.getRuntime().availableProcessors()),
                memory(system.getTotalMemorySize()),
                disk(freeAt(home)),
                Programs.firstLineOf("timedatectl", "show", "--property=NTPSynchronized", "--value")
                        .map(Machine::clock)
                        .orElseGet(() ->
                                Finding.skip(
                                        "clock",
                                        "this system does not tell whether its clock is"
                                                + " kept right",
                                        "apt-get install chrony")));
    }

    static Finding java(int feature, String version) {
        return feature >= 25
                ? Finding.pass("java", version)
                : Finding.fail("java", version + ", 25 is needed", "Install a JDK 25");
    }

    static Finding cores(int cores) {
        return cores >= 2
                ? Finding.pass("cores", cores + "")
                : Finding.warn(
                        "cores",
                        "one: a transcript would slow down the calls",
                        "Give this machine two cores or more");
    }

    static Finding memory(long bytes) {
        var seen = gib(bytes);
        if (bytes >= 4 * GIB - GIB / 4) {
            return Finding.pass("memory", seen);
        }
        return bytes >= 2 * GIB
                ? Finding.warn("memory", seen + ", 4 GiB wanted", "Give this machine 4 GiB")
                : Finding.fail("memory", seen + ", 2 GiB needed", "Give this machine 4 GiB");
    }

    static Finding disk(long bytes) {
        var seen = gib(bytes) + " free";
        if (bytes >= 5 * GIB) {
            return Finding.pass("disk", seen);
        }
        return bytes >= GIB
                ? Finding.warn("disk", seen + ", 5 GiB wanted", "Make room where var/ is")
                : Finding.fail(
                        "disk", seen + ": recordings will not fit", "Make room where var/ is");
    }

    static Finding clock(String synchronised) {
        return synchronised.equals("yes")
                ? Finding.pass("clock", "kept right over the network")
                : Finding.warn(
                        "clock",
                        "not kept right: the times of calls and records would drift",
                        "timedatectl set-ntp true, or name the hospital's time server in"
                                + " /etc/systemd/timesyncd.conf");
    }

    private static String gib(long bytes) {
        return "%.1f GiB".formatted(bytes / (double) GIB);
    }

    private static long freeAt(Path folder) {
        var existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
