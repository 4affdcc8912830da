package org.aftercall.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The limit of B9: the same server's WebSocket with nothing above it; the same frame, written to
 * whom it concerns. No component, tests scan here.
 */
@EnableWebSocket
class BareSocket {
    @Bean
    Door bareDoor() {
        return new Door();
    }

    @Bean
    WebSocketConfigurer bare(Door door) {
        return registry -> registry.addHandler(door, "/bare");
    }

    static final class Door extends TextWebSocketHandler {
        private final List<WebSocketSession> sessions = new CopyOnWriteArrayList<>();
        private final AtomicLong seq = new AtomicLong();

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            sessions.add(new ConcurrentWebSocketSessionDecorator(session, 10_000, 256 * 1024));
        }

        int size() {
            return sessions.size();
        }

        void one(int which, String ref) throws IOException {
            sessions.get(which).sendMessage(frame("call.changed", ref));
        }

        void all(String ref) throws IOException {
            var frame = frame("task.changed", ref);
            for (var session : sessions) {
                session.sendMessage(frame);
            }
        }

        private TextMessage frame(String type, String ref) {
            return new TextMessage(
                    "{\"v\":1,\"seq\":%d,\"type\":\"%s\",\"at\":\"%s\",\"ref\":\"%s\"}"
                            .formatted(seq.incrementAndGet(), type, Instant.now(), ref));
        }
    }
}
