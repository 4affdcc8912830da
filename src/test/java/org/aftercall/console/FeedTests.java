package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.aftercall.FakeWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/FeedTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class FeedTests {
    @Autowired SimpMessagingTemplate socket;
    @Autowired JdbcClient db;
    @LocalServerPort int port;

    @Value("${aftercall.var}")
    Path home;

    @Test
    void withoutASessionNobodyListens() {
        assertThatThrownBy(() -> open(HttpClient.newHttpClient(), new Ear()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void aNurseHearsHerOwnNewsAndNobodyElses() throws Exception {
        var one = new Ear();
        var two = new Ear();
        var first = connected("nurse", one);
        var second = connected("nurse2", two);
        subscribe(first, "/user/queue/call");
        subscribe(second, "/user/queue/call");
        subscribe(second, "/topic/status");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> {
                    socket.convertAndSend(Feed.STATUS, "status-news");
                    socket.convertAndSendToUser(id("nurse2"), Feed.OWN, "nurse2-news");
                    socket.convertAndSendToUser(id("nurse"), Feed.OWN, "nurse1-news");
                    return two.heard().contains("nurse2-news")
                            && two.heard().contains("status-news")
                            && one.heard().contains("nurse1-news");
                });
        assertThat(one.heard()).doesNotContain("nurse2-news").doesNotContain("status-news");
        assertThat(two.heard()).doesNotContain("nurse1-news");
        first.abort();
        second.abort();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUBSCRIBE\nid:1\ndestination:/user/%s/queue/call\n\n",
                "SUBSCRIBE\nid:1\ndestination:/queue/call-user%s\n\n",
                "SUBSCRIBE\nid:1\ndestination:/queue/call\n\n",
                "SUBSCRIBE\nid:1\ndestination:/topic/**\n\n",
                "SUBSCRIBE\nid:1\ndestination:/topic/anything\n\n",
                "SEND\ndestination:/topic/status\n\nforged",
                "SEND\ndestination:/user/%s/queue/call\n\nforged",
                "SEND\ndestination:/queue/call\n\nforged"
            })
    void thereIsNoOtherPlaceToListenAndNoneToSpeak(String frame) throws Exception {
        var victim = new Ear();
        var other = connected("nurse2", victim);
        subscribe(other, "/user/queue/call");
        subscribe(other, "/topic/status");
        var ear = new Ear();
        var intruder = connected("nurse", ear);
        intruder.sendText(frame.formatted(id("nurse2")) + "\0", true).get();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ear.heard().contains("ERROR") || ear.closed);
        assertThat(victim.heard()).doesNotContain("forged");
        other.abort();
        intruder.abort();
    }

    private String id(String login) {
        return db.sql("SELECT id FROM staff.member WHERE login = :login")
                .param("login", login)
                .query(UUID.class)
                .single()
                .toString();
    }

    private WebSocket connected(String login, Ear ear) throws Exception {
        var cookies = new CookieManager();
        var http = HttpClient.newBuilder().cookieHandler(cookies).build();
        var session = URI.create("http://127.0.0.1:" + port + "/api/v1/session");
        http.send(HttpRequest.newBuilder(session).build(), HttpResponse.BodyHandlers.discarding());
        var token =
                cookies.getCookieStore().getCookies().stream()
                        .filter(c -> c.getName().equals("XSRF-TOKEN"))
                        .map(HttpCookie::getValue)
                        .findFirst()
                        .orElseThrow();
        var password =
                Files.readAllLines(home.resolve("secrets/first-logins.txt")).stream()
                        .filter(l -> l.startsWith(login + "\t"))
                        .map(l -> l.split("\t", -1)[1])
                        .findFirst()
                        .orElseThrow();
        var entered =
                http.send(
                        HttpRequest.newBuilder(session)
                                .header("Content-Type", "application/json")
                                .header("X-XSRF-TOKEN", token)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"login\": \"%s\", \"password\": \"%s\"}"
                                                        .formatted(login, password)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
        var opened = open(http, ear);
        opened.sendText("CONNECT\naccept-version:1.2\nhost:x\n\n\0", true).get();
        await().atMost(Duration.ofSeconds(20)).until(() -> ear.heard().contains("CONNECTED"));
        return opened;
    }

    private WebSocket open(HttpClient http, Ear ear) throws Exception {
        return http.newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), ear)
                .get();
    }

    private static void subscribe(WebSocket to, String destination) throws Exception {
        to.sendText(
                        "SUBSCRIBE\nid:" + destination + "\ndestination:" + destination + "\n\n\0",
                        true)
                .get();
    }

    /** Everything that came over one socket. */
    private static final class Ear implements WebSocket.Listener {
        private final StringBuffer heard = new StringBuffer();
        private volatile boolean closed;

        String heard() {
            return heard.toString();
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence text, boolean last) {
            heard.append(text);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed = true;
        }
    }
}
