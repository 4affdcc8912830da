package org.aftercall.telephony.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.telephony.AsteriskPair;

/**
 * The limit of B1: calls as fast as Asterisk's manager interface lets a program make them that
 * keeps nothing. Originate, answer, hang-up over a bare socket, so many at a time; each next one
 * begins when one has ended.
 */
public final class BareLoop implements AutoCloseable {
    /**
     * Ids that the product on the same Asterisk does not take for its own, and the other way round.
     */
    private static final String OURS = "bare-";

    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;
    private final AtomicInteger ended = new AtomicInteger();

    public BareLoop() throws IOException {
        var pair = AsteriskPair.running();
        socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(pair.property("ami-port")));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        out = socket.getOutputStream();
        in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
        in.readLine();
        send(
                "Action: Login\r\nUsername: "
                        + pair.property("ami-user")
                        + "\r\nSecret: "
                        + pair.property("ami-secret")
                        + "\r\n\r\n");
    }

    /**
     * @return calls that ended, a second
     */
    public double run(int atATime, int seconds) throws IOException {
        ended.set(0);
        long start = System.nanoTime();
        long until = start + seconds * 1_000_000_000L;
        int open = 0;
        for (; open < atATime; open++) {
            originate();
        }
        String event = "";
        String id = "";
        boolean isUp = false;
        while (open > 0) {
            var line = in.readLine();
            if (line == null) {
                throw new IOException("Asterisk hung up");
            }
            if (line.startsWith("Event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("Uniqueid: ")) {
                id = line.substring(10);
            } else if (line.equals("ChannelState: 6")) {
                isUp = true;
            } else if (line.isEmpty()) {
                if (mine(id) && event.equals("Newstate") && isUp) {
                    send("Action: Hangup\r\nChannel: " + id + "\r\nCause: 16\r\n\r\n");
                } else if (mine(id) && event.equals("Hangup")) {
                    ended.incrementAndGet();
                    if (System.nanoTime() < until) {
                        originate();
                    } else {
                        open--;
                    }
                }
                event = "";
                id = "";
                isUp = false;
            }
        }
        return ended.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** The other half of a Local channel has the same id with ";2" behind it. */
    private static boolean mine(String id) {
        return id.startsWith(OURS) && !id.endsWith(";2");
    }

    private void originate() throws IOException {
        send(
                "Action: Originate\r\nChannel: "
                        + LocalWire.CHANNEL
                        + "\r\nChannelId: "
                        + OURS
                        + UUID.randomUUID()
                        + "\r\nContext: from-aftercall\r\nExten: untaped\r\nPriority: 1"
                        + "\r\nTimeout: 30000\r\nAsync: true\r\n\r\n");
    }

    private void send(String action) throws IOException {
        out.write(action.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
