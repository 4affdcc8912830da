package org.aftercall.telephony.asterisk;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.telephony.LineAudio;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears lines by AudioSocket: Asterisk connects to us for each tap and sends what ChanSpy hears of
 * the one channel. A message is its kind in a byte, its length in two, and its bytes.
 */
@Component
final class AudioTaps implements LineAudio, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(AudioTaps.class);
    private static final int UUID_SENT = 0x01;
    private static final int SOUND = 0x10;
    private static final int HANG_UP = 0x00;

    /** A tap whose Asterisk does not come by then never will. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Nodes nodes;
    private final Map<UUID, Wire> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable ServerSocket server;

    AudioTaps(Nodes nodes) {
        this.nodes = nodes;
    }

    /** One tap; the socket comes when Asterisk has come. */
    private final class Wire implements Tap {
        private final UUID id = UUID.randomUUID();
        private final Hearer hearer;
        private @Nullable Socket socket;
        private boolean closed;

        Wire(Hearer hearer) {
            this.hearer = hearer;
        }

        synchronized boolean meets(Socket came) {
            socket = came;
            return !closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
            waiting.remove(id);
            if (socket != null) {
                shut(socket);
            }
        }
    }

    @Override
    public Tap tap(LineId line, Hearer hearer) {
        var here = server;
        var wire = new Wire(hearer);
        if (here == null) {
            hearer.over();
            return wire;
        }
        waiting.put(wire.id, wire);
        try {
            nodes.tap(line, here.getLocalPort(), wire.id);
        } catch (RuntimeException failed) {
            waiting.remove(wire.id);
            throw failed;
        }
        return wire;
    }

    @Override
    public void start() {
        try {
            var fresh = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            server = fresh;
            Thread.ofVirtual().name("audio-taps").start(() -> accept(fresh));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                var socket = from.accept();
                Thread.ofVirtual().name("audio-tap").start(() -> read(socket));
            } catch (IOException closed) {
                log.debug("No more taps: {}", closed.toString());
            }
        }
    }

    private void read(Socket socket) {
        Wire wire = null;
        try (socket;
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            for (int kind = in.read(); kind > HANG_UP; kind = in.read()) {
                var bytes = in.readNBytes(in.readUnsignedShort());
                if (kind == UUID_SENT && wire == null) {
                    wire = known(bytes);
                    if (wire == null || !wire.meets(socket)) {
                        return;
                    }
                } else if (kind == SOUND && wire != null) {
                    wire.hearer.heard(samples(bytes));
                }
            }
        } catch (EOFException over) {
            log.debug("A tap broke off");
        } catch (IOException over) {
            log.debug("A tap is over: {}", over.toString());
        } finally {
            if (wire != null) {
                wire.hearer.over();
            }
        }
    }

    /** Whoever does not bring an id that we gave out is not listened to. */
    private @Nullable Wire known(byte[] bytes) {
        if (bytes.length != 16) {
            return null;
        }
        var id = ByteBuffer.wrap(bytes);
        return waiting.remove(new UUID(id.getLong(), id.getLong()));
    }

    private static short[] samples(byte[] bytes) {
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    @Override
    public void stop() {
        var here = server;
        server = null;
        if (here != null) {
            shut(here);
        }
        waiting.clear();
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    private static void shut(Closeable what) {
        try {
            what.close();
        } catch (IOException over) {
            log.debug("Closed already: {}", over.toString());
        }
    }
}
