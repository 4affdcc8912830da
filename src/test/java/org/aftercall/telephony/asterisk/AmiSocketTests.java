package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.DialBeginEvent;
import org.asteriskjava.manager.event.DialStateEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.SoftHangupRequestEvent;
import org.asteriskjava.manager.event.StatusEvent;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is taken out of the manager interface's stream, and what is left for asterisk-java. */
class AmiSocketTests {
    private static final String GREETING = "Asterisk Call Manager/11.0.0\r\n";

    private static final String STATUS =
            message(
                    "Event: Status",
                    "ActionID: 7_12#them",
                    "Channel: PJSIP/carrier-0000002a",
                    "ChannelState: 4",
                    "CallerIDNum: 0000123",
                    "BridgeID: 7c0a4a3e-0b9a-4a3e-8a55-2d8d0c6f9a11",
                    "Uniqueid: 1795336616.42");

    private final List<ManagerEvent> events = new ArrayList<>();

    @Test
    void ofACallItReadsWhatAsteriskJavaReads() throws Exception {
        var call = call() + STATUS;
        read(call);
        assertThat(events).hasSizeGreaterThan(10);
        assertThat(events.stream().map(AmiSocketTests::told).toList())
                .isEqualTo(
                        stock(call).stream()
                                .filter(AmiSocketTests::ours)
                                .map(AmiSocketTests::told)
                                .toList());
    }

    @Test
    void whereverTheStreamIsCutTheSameComesOut() throws Exception {
        var call = call() + STATUS + message("Response: Success", "ActionID: 7_13#me");
        var lines = read(call);
        var whole = events.stream().map(AmiSocketTests::told).toList();
        var random = new Random(20_261_123);
        for (int round = 0; round < 20; round++) {
            events.clear();
            assertThat(read(call, random)).isEqualTo(lines);
            assertThat(events.stream().map(AmiSocketTests::told).toList()).isEqualTo(whole);
        }
    }

    @Test
    void anAnswerIsLeftForAsteriskJavaLineByLine() throws Exception {
        assertThat(
                        read(
                                message("Event: Hangup", "Uniqueid: x", "Cause: 16")
                                        + message(
                                                "Response: Success",
                                                "ActionID: 7_12#them",
                                                "Message: Originate successfully queued")))
                .containsExactly(
                        "Response: Success",
                        "ActionID: 7_12#them",
                        "Message: Originate successfully queued",
                        "");
        assertThat(events).hasSize(1);
    }

    @Test
    void aLineOfAListGoesBothWays() throws Exception {
        assertThat(read(STATUS)).first().isEqualTo("Event: Status");
        assertThat(events).singleElement().isInstanceOf(StatusEvent.class);
    }

    @Test
    void whatIsUnknownOrNoNumberIsNotTold() throws Exception {
        read(
                message("Event: Hangup", "Uniqueid: <unknown>", "Channel: ", "Cause: soon")
                        + message("Event: Weather", "Sky: blue"));
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        HangupEvent.class,
                        hangup -> {
                            assertThat(hangup.getUniqueId()).isNull();
                            assertThat(hangup.getChannel()).isNull();
                            assertThat(hangup.getCause()).isNull();
                        });
    }

    /** Who can choose his own number or name must not choose which line it is said of. */
    @Test
    void theFirstOfTwoLikeHeadersCounts() throws Exception {
        read(
                message(
                        "Event: UserEvent",
                        "Channel: PJSIP/carrier-00000001",
                        "Uniqueid: 1795336616.42",
                        "UserEvent: Arrived",
                        "From: 0000123",
                        "Uniqueid: 1795336616.43"));
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ArrivedEvent.class,
                        arrived -> {
                            assertThat(arrived.getUniqueId()).isEqualTo("1795336616.42");
                            assertThat(arrived.from()).isEqualTo("0000123");
                        });
    }

    @Test
    void aMessageWithoutAnEndBreaksTheConnectionBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> read("Event: Hangup\r\nChannel: " + "x".repeat(2 << 20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void aConnectionCutInMidMessageTellsOnlyWhatWasWhole() throws Exception {
        assertThat(read(STATUS + "Event: Hangup\r\nUniqueid: 17953")).isNotEmpty();
        assertThat(events).hasSize(1);
    }

    private List<String> read(String stream) throws Exception {
        return read(stream, null);
    }

    private List<String> read(String stream, @Nullable Random cuts) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            say(server, GREETING + stream, cuts);
            var socket =
                    AmiSocket.to(
                            "127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5), events::add);
            try {
                assertThat(socket.readLine()).isEqualTo(GREETING.strip());
                var lines = new ArrayList<String>();
                for (var line = socket.readLine(); line != null; line = socket.readLine()) {
                    lines.add(line);
                }
                return lines;
            } finally {
                socket.close();
            }
        }
    }

    /** asterisk-java as it comes. */
    private static final class Stock extends ManagerConnectionImpl {
        private final BlockingQueue<ManagerEvent> heard = new LinkedBlockingQueue<>();

        Stock(int port) throws IOException {
            setHostname("127.0.0.1");
            setPort(port);
            connect();
        }

        @Override
        public void dispatchEvent(ManagerEvent event, Integer requiredHandlingTime) {
            heard.add(event);
        }

        List<ManagerEvent> all() throws InterruptedException {
            var all = new ArrayList<ManagerEvent>();
            for (var next = heard.take(); !(next instanceof DisconnectEvent); next = heard.take()) {
                all.add(next);
            }
            disconnect();
            return all;
        }
    }

    private static List<ManagerEvent> stock(String stream) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            say(server, GREETING + stream, null);
            return new Stock(server.getLocalPort()).all();
        }
    }

    private static void say(ServerSocket server, String what, @Nullable Random cuts) {
        byte[] all = what.getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        socket.setTcpNoDelay(true);
                        int at = 0;
                        while (at < all.length) {
                            int many = cuts == null ? all.length : 1 + cuts.nextInt(700);
                            many = Math.min(many, all.length - at);
                            socket.getOutputStream().write(all, at, many);
                            at += many;
                        }
                    } catch (IOException _) {
                        // Whoever read has had enough.
                    }
                });
    }

    /** Asterisk does not even send us the others, see {@code manager.conf}. */
    private static boolean ours(ManagerEvent event) {
        return LineTracker.lineOf(event).isPresent()
                && !(event instanceof NewChannelEvent || event instanceof SoftHangupRequestEvent);
    }

    /** All that {@link LineTracker} asks an event for. */
    private static String told(ManagerEvent event) {
        var more =
                switch (event) {
                    case DialBeginEvent e -> e.getDestUniqueId();
                    case DialStateEvent e -> e.getDestUniqueId() + e.getDialStatus();
                    case OriginateResponseEvent e -> e.getUniqueId() + e.isSuccess();
                    case HangupEvent e -> "" + e.getChannelState() + e.getCause();
                    case BridgeEnterEvent e -> e.getBridgeUniqueId() + e.getBridgeTechnology();
                    case StatusEvent e -> "" + e.getChannelState() + e.getBridgeId();
                    default -> "" + event.getChannelState();
                };
        return Stream.of(
                        event.getClass().getSimpleName(),
                        LineTracker.lineOf(event),
                        event.getTimestamp(),
                        event instanceof StatusEvent ? event.getCallerIdNum() : "",
                        more)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static String call() throws IOException {
        return Files.readString(Path.of("src/bench/call.ami"))
                        .strip()
                        .replace("@NURSE@", "0b6f6f52-4b7a-4d0b-9a37-bd7c4f3f8a01")
                        .replace("@PATIENT@", "0b6f6f52-4b7a-4d0b-9a37-bd7c4f3f8a02")
                        .replaceAll("@[A-Z0-9]+@", "0b6f6f52-4b7a-4d0b-9a37-bd7c4f3f8a03")
                        .replace("\n", "\r\n")
                + "\r\n\r\n";
    }

    private static String message(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }
}
