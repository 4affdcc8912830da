package org.aftercall.telephony.asterisk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a registrar last said, from Asterisk's own log: no event and no list of its tells why an
 * account was rejected. The wording is that of {@code res_pjsip_outbound_registration.c}, the same
 * from Asterisk 13 to 23.
 */
final class RegistrarLog {
    /** Much more than is logged between two tries. */
    private static final int TAIL = 64 * 1024;

    private static final Pattern WORD =
            Pattern.compile(
                    "(?:response '(\\d{3})'|'(\\d{3})' fatal response|(403) Forbidden fatal response|No response)"
                            + " received from '[^']*' on registration attempt to '([^']*)'");

    private final Path file;

    /**
     * @param file Asterisk's log of notices and warnings; there may be none that we can read
     */
    RegistrarLog(Path file) {
        this.file = file;
    }

    /** Why an account is not registered. */
    sealed interface Word {}

    /** No answer came. */
    record Silence() implements Word {}

    /**
     * @param sip the status code of the answer
     */
    record No(int sip) implements Word {}

    /** The log says nothing of it, or is not ours to read. */
    record Unknown() implements Word {}

    /**
     * @param account the SIP address that is registered
     */
    Word lastWordTo(String account) {
        Word last = new Unknown();
        var said = WORD.matcher(tail());
        while (said.find()) {
            if (said.group(4).equals(account)) {
                last = word(said.group(1), said.group(2), said.group(3));
            }
        }
        return last;
    }

    private static Word word(String... codes) {
        for (var code : codes) {
            if (code != null) {
                return new No(Integer.parseInt(code));
            }
        }
        return new Silence();
    }

    private String tail() {
        try (var in = FileChannel.open(file)) {
            var from = Math.max(0, in.size() - TAIL);
            var bytes = ByteBuffer.allocate((int) (in.size() - from));
            while (bytes.hasRemaining() && in.read(bytes, from + bytes.position()) > 0) {
                // A file is read in one go, but need not be.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
