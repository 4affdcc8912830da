package org.aftercall.telephony.asterisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Tapes;
import org.springframework.stereotype.Component;

/** The tapes in the folder that we share with Asterisk. */
@Component
final class SpooledTapes implements Tapes {
    private static final String ENDING = ".raw";
    private final Path spool;

    SpooledTapes(TelephonySettings settings) {
        this.spool = settings.spool();
    }

    @Override
    public Optional<Path> of(LineId line) {
        Path tape = spool.resolve(Channels.uniqueId(line) + ENDING);
        return Files.isRegularFile(tape) ? Optional.of(tape) : Optional.empty();
    }

    @Override
    public List<LineId> all() {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .flatMap(name -> Channels.line(name).stream())
                    .sorted(Comparator.comparing(LineId::value))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
