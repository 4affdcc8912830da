package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.patient.Standings;
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
@Import({FakeWorld.class, Ward.class})
class FeedTests {
    @Autowired SimpMessagingTemplate socket;
    @Autowired JdbcClient db;
    @Autowired Ward ward;
    @Autowired Standings standings;
    @LocalServerPort int port;

    @Value("${aftercall.var}")
    Path home;

    @Test
    void withoutASessionNobodyListens() {
        assertThatThrownBy(() -> FeedEar.stranger(port).open())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void aNurseHearsHerOwnNewsAndNobodyElses() throws Exception {
        try (var one = FeedEar.connected(port, home, "nurse");
                var two = FeedEar.connected(port, home, "nurse2")) {
            one.subscribe("/user/queue/call");
            two.subscribe("/user/queue/call");
            two.subscribe("/topic/status");
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
        }
    }

    @Test
    void everyScreenHearsThatAPatientIsNotToBeCalled() throws Exception {
        try (var screen = FeedEar.connected(port, home, "nurse")) {
            screen.subscribe("/topic/status");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        socket.convertAndSend(Feed.STATUS, "status-news");
                        return screen.heard().contains("status-news");
                    });
            var patient = ward.owed().patient();
            standings.doNotCall(patient, "his wish");
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            screen.heard().contains("patient.changed")
                                    && screen.heard().contains(patient.value().toString()));
            assertThat(screen.heard()).doesNotContain("his wish");
        }
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
        try (var victim = FeedEar.connected(port, home, "nurse2");
                var intruder = FeedEar.connected(port, home, "nurse")) {
            victim.subscribe("/user/queue/call");
            victim.subscribe("/topic/status");
            intruder.send(frame.formatted(id("nurse2")));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> intruder.heard().contains("ERROR") || intruder.closed());
            assertThat(victim.heard()).doesNotContain("forged");
        }
    }

    private String id(String login) {
        return db.sql("SELECT id FROM staff.member WHERE login = :login")
                .param("login", login)
                .query(UUID.class)
                .single()
                .toString();
    }
}
