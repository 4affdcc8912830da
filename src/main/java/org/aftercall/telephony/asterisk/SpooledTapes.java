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

/** The tapes in the folders that we share with the nodes, one folder each. */
@Component
final class SpooledTapes implements Tapes {
    private static final String ENDING = ".raw";
    private final List<Path> spools;

    SpooledTapes(TelephonySettings main, NodeSettings nodes) {
        this.spools =
                nodes.over(main).values().stream()
                        .map(TelephonySettings::spool)
                        .distinct()
                        .toList();
    }

    @Override
    public Optional<Path> of(LineId line) {
        return spools.stream()
                .map(spool -> spool.resolve(Channels.uniqueId(line) + ENDING))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public List<LineId> all() {
        return spools.stream()
                .flatMap(spool -> in(spool).stream())
                .sorted(Comparator.comparing(LineId::value))
                .toList();
    }

    private static List<LineId> in(Path spool) {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .flatMap(name -> Channels.line(name).stream())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
