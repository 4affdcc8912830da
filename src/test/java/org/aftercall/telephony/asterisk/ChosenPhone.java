package org.aftercall.telephony.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;

/**
 * A desk telephone that picks up at once and hums a tone, as little SIP as that takes. The test
 * chooses what a real one leaves to chance: the codec and the RTP sequence numbers of every leg.
 */
public final class ChosenPhone implements AutoCloseable {
    static final int ALAW = 8;
    static final int ULAW = 0;
    private static final int FRAME = 160;

    /** Seconds. */
    private static final int REGISTERED_FOR = 300;

    private final DatagramSocket sip;
    private final DatagramSocket rtp;
    private final InetSocketAddress asterisk;
    private final String user;
    private final String password;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final String call = UUID.randomUUID().toString();
    private int registers;
    private int tries;
    private int expires = REGISTERED_FOR;

    private volatile boolean registered;
    private volatile int codec = ALAW;
    private volatile int first;
    private volatile int ticks;
    private volatile int stalls;
    private long last = System.nanoTime();
    private volatile int tone = 1_000;
    private volatile boolean silent;

    /** By its Call-ID. */
    private final Map<String, Leg> legs = new ConcurrentHashMap<>();

    private record Leg(InetSocketAddress to, int codec, int first, int since, int ssrc) {}

    ChosenPhone(AsteriskPair pair, String user) {
        InetAddress here = InetAddress.getLoopbackAddress();
        // The AMI's port is the base + 38, SIP's the base + 60.
        int port = Integer.parseInt(pair.property("ami-port")) + 60 - 38;
        this.asterisk = new InetSocketAddress(here, port);
        this.user = user;
        this.password = key(pair.property("desk-secret"), user);
        try {
            sip = new DatagramSocket(new InetSocketAddress(here, 0));
            rtp = new DatagramSocket(new InetSocketAddress(here, 0));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::listen);
        clock.scheduleAtFixedRate(this::hum, 20, 20, TimeUnit.MILLISECONDS);
        register("");
    }

    public static ChosenPhone at(AsteriskPair pair, Extension desk) {
        return new ChosenPhone(pair, Orders.endpoint(desk, DeskKind.PHONE));
    }

    public boolean registered() {
        return registered;
    }

    /** What the next leg speaks, and its first packet's number. */
    void next(int codec, int first) {
        this.codec = codec;
        this.first = first;
    }

    /** What it hums from now on, in Hz. */
    void hum(int tone) {
        this.tone = tone;
    }

    /**
     * It says that it is not there any more, as a browser's socket does by closing; its legs hum
     * on.
     */
    public void leave() {
        say(0);
    }

    /** It is there again. */
    void comeBack() {
        say(REGISTERED_FOR);
    }

    private void say(int seconds) {
        registered = false;
        tries = 0;
        expires = seconds;
        register("");
    }

    /** From now on it sends no sound at all, though it still speaks SIP. */
    public void fallSilent() {
        silent = true;
    }

    /** How often 20 ms of tone have been sent on every leg. */
    int ticks() {
        return ticks;
    }

    /** How often the machine let more than three packets' time go by, which is a hole of ours. */
    int stalls() {
        return stalls;
    }

    private void hum() {
        int tick = ticks;
        long since = System.nanoTime() - last;
        // What a stalled machine owes is not made up for in a burst: no telephone does so.
        if (silent || since < 10_000_000) {
            return;
        }
        last += since;
        if (since > 60_000_000) {
            stalls++;
        }
        legs.values().forEach(leg -> hum(leg, tick));
        ticks = tick + 1;
    }

    private void hum(Leg leg, int tick) {
        int stamp = tick * FRAME;
        var packet = ByteBuffer.allocate(12 + FRAME);
        packet.put((byte) 0x80).put((byte) leg.codec());
        packet.putShort((short) (leg.first() + tick - leg.since()));
        packet.putInt(stamp).putInt(leg.ssrc());
        for (int i = 0; i < FRAME; i++) {
            int x = (int) (8_000 * Math.sin(2 * Math.PI * tone * (stamp + i) / Tape.RATE));
            packet.put(leg.codec() == ALAW ? alaw(x) : ulaw(x));
        }
        send(rtp, packet.array(), leg.to());
    }

    /** G.711: sign, the place of the highest bit, and the four bits that follow it. */
    private static byte alaw(int x) {
        int size = Math.abs(x) >> 3;
        int place = Math.max(0, 27 - Integer.numberOfLeadingZeros(size));
        int step = size >> Math.max(1, place);
        return (byte) (((x < 0 ? 0 : 0x80) | place << 4 | step & 0x0f) ^ 0x55);
    }

    private static byte ulaw(int x) {
        int size = (Math.abs(x) >> 2) + 33;
        int place = 26 - Integer.numberOfLeadingZeros(size);
        return (byte) ~((x < 0 ? 0x80 : 0) | place << 4 | size >> place + 1 & 0x0f);
    }

    private void listen() {
        byte[] room = new byte[8_192];
        try {
            while (true) {
                var packet = new DatagramPacket(room, room.length);
                sip.receive(packet);
                on(new String(room, 0, packet.getLength(), UTF_8));
            }
        } catch (IOException _) {
            // Closed.
            legs.clear();
        }
    }

    private void on(String message) {
        String method = message.substring(0, message.indexOf(' '));
        switch (method) {
            case "SIP/2.0" -> answered(message);
            case "INVITE" -> pickUp(message);
            case "ACK" -> {}
            case "BYE", "CANCEL" -> {
                legs.remove(header(message, "Call-ID"));
                answer(message, "");
            }
            default -> answer(message, "");
        }
    }

    private void answered(String message) {
        if (message.startsWith("SIP/2.0 401") && tries < 3) {
            register(authorization(header(message, "WWW-Authenticate")));
        }
        registered |= message.startsWith("SIP/2.0 200") && message.contains("REGISTER");
    }

    private void pickUp(String invite) {
        var port = Pattern.compile("m=audio (\\d+)").matcher(invite);
        if (!port.find()) {
            throw new IllegalStateException(invite);
        }
        answer(
                invite,
                """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP %d
                a=sendrecv
                """
                        .formatted(rtp.getLocalPort(), codec)
                        .replace("\n", "\r\n"));
        var to = new InetSocketAddress(asterisk.getAddress(), Integer.parseInt(port.group(1)));
        legs.put(header(invite, "Call-ID"), new Leg(to, codec, first, ticks, invite.hashCode()));
    }

    private void answer(String request, String body) {
        var out = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
            String value = header(request, name);
            String tag = name.equals("To") && !value.contains("tag=") ? ";tag=chosen" : "";
            out.append(name).append(": ").append(value).append(tag).append("\r\n");
        }
        say(out.append(contact()).toString(), body);
    }

    private void register(String authorization) {
        registers++;
        tries++;
        say(
                """
                REGISTER sip:127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s%4$d
                From: <sip:%1$s@127.0.0.1>;tag=chosen
                To: <sip:%1$s@127.0.0.1>
                Call-ID: %3$s
                CSeq: %4$d REGISTER
                Max-Forwards: 70
                Expires: %5$d
                """
                                .formatted(user, sip.getLocalPort(), call, registers, expires)
                                .replace("\n", "\r\n")
                        + authorization
                        + contact(),
                "");
    }

    private String contact() {
        return "Contact: <sip:%s@127.0.0.1:%d>\r\n".formatted(user, sip.getLocalPort());
    }

    private String authorization(String challenge) {
        String nonce = challenge.replaceFirst(".*nonce=\"([^\"]*)\".*", "$1");
        String realm = challenge.replaceFirst(".*realm=\"([^\"]*)\".*", "$1");
        String secret = md5(user + ":" + realm + ":" + password);
        String sum =
                md5(secret + ":" + nonce + ":00000001:c:auth:" + md5("REGISTER:sip:127.0.0.1"));
        return ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\","
                        + " uri=\"sip:127.0.0.1\", qop=auth, nc=00000001, cnonce=\"c\","
                        + " algorithm=MD5, response=\"%s\"\r\n")
                .formatted(user, realm, nonce, sum);
    }

    /** The same sum as in {@code telephony/run}. */
    private static String key(String secret, String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(user.getBytes(UTF_8))).substring(0, 32);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String md5(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String header(String message, String name) {
        var line = Pattern.compile("(?im)^" + name + ":\\s*(.*?)\\r?$").matcher(message);
        return line.find() ? line.group(1) : "";
    }

    private void say(String head, String body) {
        String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        String whole = head + type + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        send(sip, whole.getBytes(UTF_8), asterisk);
    }

    private static void send(DatagramSocket from, byte[] what, InetSocketAddress to) {
        try {
            from.send(new DatagramPacket(what, what.length, to));
        } catch (IOException _) {
            // Closed, or nobody there: silence shows on the tape.
            return;
        }
    }

    /** As a telephone whose plug is pulled: no farewell to anybody. */
    @Override
    public void close() {
        clock.shutdownNow();
        sip.close();
        rtp.close();
    }
}
