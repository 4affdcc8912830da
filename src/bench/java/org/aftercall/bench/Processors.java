package org.aftercall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of processor time, in hundredths of a second. */
final class Processors {
    private Processors() {}

    /** Of one process, its threads included. */
    static long of(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Of the whole machine, without what nobody used and what its host took away. */
    static long busy() throws IOException {
        var f =
                Files.readString(Path.of("/proc/stat"))
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .split(" +");
        return number(f, 1) + number(f, 2) + number(f, 3) + number(f, 6) + number(f, 7);
    }

    private static long number(String[] fields, int at) {
        return Long.parseLong(fields[at]);
    }
}
