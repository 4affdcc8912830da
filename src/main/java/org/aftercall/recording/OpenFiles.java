package org.aftercall.recording;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Asks Linux whether anybody still writes to a file: a read lease is refused while one does
 * (fcntl(2), F_SETLEASE). The switchboard closes a tape some time after the call's end and tells
 * nobody; waiting for silence instead would cost each recording seconds.
 */
final class OpenFiles {
    enum Answer {
        STILL_WRITTEN,
        CLOSED,
        /** Not our file, or not a file system that knows. */
        UNKNOWN
    }

    private static final int O_RDONLY = 0;
    private static final int F_SETSIG = 10;
    private static final int F_SETLEASE = 1024;
    private static final int F_RDLCK = 0;
    private static final int F_UNLCK = 2;
    private static final int EAGAIN = 11;
    // A lease breaker's signal would end this process unless it is one that is ignored.
    private static final int SIGURG = 23;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle FCNTL =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("fcntl"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2),
                    Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("close"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private OpenFiles() {}

    static Answer ask(Path file) {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return Answer.UNKNOWN;
        }
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            int fd = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), O_RDONLY);
            if (fd < 0) {
                return Answer.UNKNOWN;
            }
            try {
                return lease(state, fd);
            } finally {
                int _ = (int) CLOSE.invokeExact(fd);
            }
        } catch (Throwable e) { // method handles declare every throwable
            throw new IllegalStateException(e);
        }
    }

    private static Answer lease(MemorySegment state, int fd) throws Throwable {
        int _ = (int) FCNTL.invokeExact(state, fd, F_SETSIG, SIGURG);
        if ((int) FCNTL.invokeExact(state, fd, F_SETLEASE, F_RDLCK) == 0) {
            int _ = (int) FCNTL.invokeExact(state, fd, F_SETLEASE, F_UNLCK);
            return Answer.CLOSED;
        }
        return (int) ERRNO.get(state, 0L) == EAGAIN ? Answer.STILL_WRITTEN : Answer.UNKNOWN;
    }
}
