package org.aftercall.telephony;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire with a tap, between us and AMI: it shows what we say, and can be cut or frozen. */
public final class Tap implements AutoCloseable {
    private final int asterisk;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Object thaw = new Object();
    private volatile boolean frozen;
    private volatile boolean slow;
    private volatile boolean halving;

    public Tap(int asterisk) {
        this(asterisk, 0);
    }

    public Tap(int asterisk, int port) {
        this.asterisk = asterisk;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Every line that we sent, in order. */
    public List<String> said() {
        return said;
    }

    /** The names of the actions among them, without the heart beat. */
    public List<String> actions() {
        return actions(said);
    }

    /** The same of some of these lines. */
    public static List<String> actions(List<String> said) {
        return said.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("action:"))
                .map(line -> line.substring("action:".length()).strip())
                .filter(action -> !action.equals("ping"))
                .toList();
    }

    public int connections() {
        return sockets.size() / 2;
    }

    public void cut() {
        sockets.forEach(Tap::closed);
        sockets.clear();
    }

    /** What Asterisk says trickles through, a few bytes at a time. */
    public void slow(boolean on) {
        slow = on;
    }

    /** The next piece of what Asterisk says is cut off in the middle, and the wire with it. */
    public void cutInTheMiddle() {
        halving = true;
    }

    /** Nothing passes any more, but the sockets stay open. */
    public void freeze() {
        frozen = true;
    }

    /** What is open is cut; new connections pass. */
    public void thaw() {
        cut();
        frozen = false;
        synchronized (thaw) {
            thaw.notifyAll();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket ours = server.accept();
                Socket theirs;
                try {
                    theirs = new Socket(InetAddress.getLoopbackAddress(), asterisk);
                } catch (IOException _) {
                    // Asterisk is not there.
                    closed(ours);
                    continue;
                }
                sockets.add(ours);
                sockets.add(theirs);
                Thread.ofVirtual().start(() -> pass(ours, theirs, true));
                Thread.ofVirtual().start(() -> pass(theirs, ours, false));
            }
        } catch (IOException _) {
            closed(server);
        }
    }

    private void pass(Socket from, Socket to, boolean tapped) {
        var line = new StringBuilder();
        byte[] piece = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (tapped) {
                    note(line, new String(piece, 0, n, StandardCharsets.UTF_8));
                }
                synchronized (thaw) {
                    while (frozen) {
                        thaw.wait();
                    }
                }
                if (halving && !tapped) {
                    halving = false;
                    out.write(piece, 0, n / 2);
                    out.flush();
                    cut();
                    return;
                }
                if (slow && !tapped) {
                    trickle(out, piece, n);
                } else {
                    out.write(piece, 0, n);
                    out.flush();
                }
            }
        } catch (IOException _) {
            // Cut.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        closed(to);
    }

    private static void trickle(OutputStream out, byte[] piece, int n)
            throws IOException, InterruptedException {
        for (int at = 0; at < n; at += 64) {
            out.write(piece, at, Math.min(64, n - at));
            out.flush();
            Thread.sleep(2);
        }
    }

    private void note(StringBuilder line, String text) {
        for (char c : text.toCharArray()) {
            if (c == '\n' || c == '\r') {
                if (!line.isEmpty()) {
                    said.add(line.toString());
                    line.setLength(0);
                }
            } else {
                line.append(c);
            }
        }
    }

    private static void closed(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception _) {
            // Closed is what we wanted.
        }
    }

    @Override
    public void close() {
        closed(server);
        thaw();
    }
}
