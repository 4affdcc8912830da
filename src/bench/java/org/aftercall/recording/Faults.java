package org.aftercall.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between us and the object store, and does to a connection what networks and disks do. */
public final class Faults implements AutoCloseable {
    /** What happens to the next connections. */
    public enum Fault {
        NONE,
        /** Nobody answers. */
        AWAY,
        /** It says that it cannot. */
        BUSY,
        /** The connection is reset in the middle of what we send. */
        RESET,
        /** One bit of what comes back is another. */
        FLIP
    }

    /** A piece larger than this is not headers alone: it ends in the sealed sound. */
    private static final int HEADERS = 1_000;

    private final ServerSocket door;
    private final int store;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

    public Faults(int store) throws IOException {
        this.store = store;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Also to connections that are kept open for the next request: they end. */
    public void happens(Fault now) {
        fault.set(now);
        for (var client : open) {
            try {
                client.close();
            } catch (IOException closed) {
                // As it should be.
            }
        }
    }

    private void serve() {
        try {
            while (!door.isClosed()) {
                var client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void serve(Socket client) {
        open.add(client);
        // Not before: a change in between closes it.
        var now = fault.get();
        try (client) {
            if (now == Fault.AWAY) {
                client.setSoLinger(true, 0);
                return;
            }
            if (now == Fault.BUSY) {
                if (client.getInputStream().read(new byte[512]) < 0) {
                    return;
                }
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (var server = new Socket(InetAddress.getLoopbackAddress(), store)) {
                var up =
                        Thread.ofVirtual()
                                .start(() ->
                                        pump(
                                                client,
                                                server,
                                                now == Fault.RESET ? 1_500 : -1,
                                                false));
                pump(server, client, -1, now == Fault.FLIP);
                up.join();
            }
        } catch (IOException gone) {
            // That is what it is for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void pump(Socket from, Socket to, int resetAfter, boolean flips) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[4096];
            int passed = 0;
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                if (flips && got > HEADERS) {
                    buffer[got - 1] ^= 4;
                }
                passed += got;
                if (resetAfter >= 0 && passed > resetAfter) {
                    from.setSoLinger(true, 0);
                    from.close();
                    to.close();
                    return;
                }
                out.write(buffer, 0, got);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other side closed.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
