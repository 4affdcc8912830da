package org.aftercall.telephony.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
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
    private static final String OTHERS = "bare-";

    private final String prefix;
    private final Set<String> mine = new HashSet<>();
    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;
    private final AtomicInteger ended = new AtomicInteger();

    public BareLoop() throws IOException {
        this(OTHERS);
    }

    /** Its lines have ids as the product makes them, so that the product listens to them. */
    public static BareLoop likeOurs() throws IOException {
        return new BareLoop("");
    }

    private BareLoop(String prefix) throws IOException {
        this.prefix = prefix;
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
        loop(atATime, _ -> System.nanoTime() < until);
        return ended.get() / ((System.nanoTime() - start) / 1e9);
    }

    /**
     * Calls on until Asterisk has told so many events.
     *
     * @param heard hears of each call's end how many events there were
     * @return events in all
     */
    public long burst(int atATime, long events, LongConsumer heard) throws IOException {
        return loop(
                atATime,
                told -> {
                    heard.accept(told);
                    return told < events;
                });
    }

    /**
     * @param more asked at each call's end, with the events so far: whether a next one follows
     */
    private long loop(int atATime, LongPredicate more) throws IOException {
        int open = 0;
        for (; open < atATime; open++) {
            originate();
        }
        long told = 0;
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
                told++;
            } else if (line.startsWith("Uniqueid: ")) {
                id = line.substring(10);
            } else if (line.equals("ChannelState: 6")) {
                isUp = true;
            } else if (line.isEmpty()) {
                if (event.equals("Newstate") && isUp && mine.contains(id)) {
                    send("Action: Hangup\r\nChannel: " + id + "\r\nCause: 16\r\n\r\n");
                } else if (event.equals("Hangup") && mine.remove(id)) {
                    ended.incrementAndGet();
                    if (more.test(told)) {
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
        return told;
    }

    private void originate() throws IOException {
        var id = prefix + UUID.randomUUID();
        mine.add(id);
        send(
                "Action: Originate\r\nChannel: "
                        + LocalWire.CHANNEL
                        + "\r\nChannelId: "
                        + id
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
