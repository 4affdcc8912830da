package org.aftercall.telephony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * What is left of the disk that tapes are written to. No patient is rung any more while it is less
 * than the reserve: talks that are going on, and those that wait for the store, still find room.
 */
@Component
public class SpoolSpace implements Check {
    private static final Logger log = LoggerFactory.getLogger(SpoolSpace.class);

    private final LongSupplier left;
    private final DataSize reserve;
    private volatile boolean full;

    @Autowired
    SpoolSpace(
            @Value("${aftercall.telephony.spool:}") String spool,
            @Value("${aftercall.var:var}") Path home,
            @Value("${aftercall.recording.reserve:2GB}") DataSize reserve) {
        this(() -> leftOn(spool.isBlank() ? home : Path.of(spool)), reserve);
    }

    SpoolSpace(LongSupplier left, DataSize reserve) {
        this.left = left;
        this.reserve = reserve;
    }

    /** Why nobody should be rung; empty while there is room. */
    public Optional<Refusal> full() {
        return whyFull().map(_ -> new Refusal(Kind.UNAVAILABLE, "spool.full"));
    }

    /** The same for who looks after the house. */
    private Optional<String> whyFull() {
        long bytes = left.getAsLong();
        boolean now = bytes < reserve.toBytes();
        if (now != full) {
            full = now;
            if (now) {
                log.error(
                        "The disk of the tapes has {} MB left, less than the reserve: nobody is rung",
                        bytes >> 20);
            } else {
                log.warn("The disk of the tapes has room again: calls go on");
            }
        }
        return now
                ? Optional.of(
                        "the disk of the tapes has %d MB left, so nobody is rung"
                                .formatted(bytes >> 20))
                : Optional.empty();
    }

    @Override
    public String topic() {
        return "spool";
    }

    @Override
    public List<Finding> look() {
        return List.of(
                whyFull()
                        .map(why ->
                                Finding.fail(
                                        "space",
                                        why,
                                        "Make room on that disk, or lower aftercall.recording.reserve; if tapes"
                                                + " pile up there, see why the store does not take them"))
                        .orElseGet(() ->
                                Finding.pass(
                                        "space",
                                        "%d MB left, calls stop below %d MB"
                                                .formatted(
                                                        left.getAsLong() >> 20,
                                                        reserve.toMegabytes()))));
    }

    private static long leftOn(Path folder) {
        try {
            var there = folder.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
