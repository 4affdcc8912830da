package org.aftercall.telephony.asterisk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/**
 * The socket under asterisk-java. Its reader takes every event apart by reflection and hands it to
 * a pump that throws away what comes too fast, so what happens to our lines is taken out of the
 * stream here, in order; only the answers to orders are left for it to read.
 */
final class AmiSocket implements SocketConnectionFacade {
    /** The longest message Asterisk may send, in bytes: the greatest of ours has some 2,000. */
    private static final int LONGEST = 1 << 20;

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] MESSAGE_END = {'\r', '\n', '\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final Writer out;
    private final Consumer<ManagerEvent> events;
    private final Deque<String> answer = new ArrayDeque<>();

    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private boolean greeted;

    private AmiSocket(Socket socket, Consumer<ManagerEvent> events) throws IOException {
        this.socket = socket;
        this.events = events;
        this.in = socket.getInputStream();
        this.out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    /**
     * @param patience for the connection to come about
     * @param events hears on asterisk-java's reader thread what happens to lines, and must not wait
     * @throws IOException when nobody answers there in time
     */
    static AmiSocket to(String host, int port, Duration patience, Consumer<ManagerEvent> events)
            throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            return new AmiSocket(socket, events);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** The next line of an answer, "" at its end; null when Asterisk has closed the connection. */
    @Override
    public @Nullable String readLine() throws IOException {
        if (!greeted) {
            // "Asterisk Call Manager/…", the one line that stands alone.
            greeted = true;
            return upTo(LINE_END);
        }
        while (answer.isEmpty()) {
            String message = upTo(MESSAGE_END);
            if (message == null) {
                return null;
            }
            take(message);
        }
        return answer.poll();
    }

    private void take(String message) {
        ManagerEvent event = AmiEvents.read(message);
        if (event != null) {
            events.accept(event);
        }
        if (isAnswer(message) && !(event instanceof OriginateResponseEvent)) {
            answer.addAll(List.of(message.split("\r\n", -1)));
            answer.add("");
        }
    }

    private static boolean isAnswer(String message) {
        return !message.startsWith("Event: ") || message.contains("\r\nActionID: ");
    }

    /** What comes before the end mark, which is read over; null at the end of the stream. */
    private @Nullable String upTo(byte[] end) throws IOException {
        int searched = 0;
        while (true) {
            int at = find(end, from + searched);
            if (at >= 0) {
                var found = new String(buffer, from, at - from, StandardCharsets.UTF_8);
                from = at + end.length;
                return found;
            }
            searched = Math.max(0, to - from - end.length + 1);
            if (!more()) {
                return null;
            }
        }
    }

    private int find(byte[] end, int start) {
        for (int at = start; at <= to - end.length; at++) {
            if (buffer[at] == end[0] && ends(end, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean ends(byte[] end, int at) {
        for (int i = 1; i < end.length; i++) {
            if (buffer[at + i] != end[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean more() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            if (to >= LONGEST) {
                throw new IOException("Asterisk sent a message of more than " + LONGEST + " bytes");
            }
            buffer = java.util.Arrays.copyOf(buffer, 2 * to);
        }
        int read = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, read);
        return read >= 0;
    }

    @Override
    public void write(String part) throws IOException {
        out.write(part);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }
}
