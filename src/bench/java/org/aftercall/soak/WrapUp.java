package org.aftercall.soak;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nurses who sign, over the door that is theirs, whatever talk is over. */
final class WrapUp implements AutoCloseable {
    static final String PASSWORD = "soak-password";

    private final Application application;
    private final JdbcClient db;
    private final Map<String, Nurse> nurses = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::work);
    private volatile boolean over;

    WrapUp(Application application, JdbcClient db) {
        this.application = application;
        this.db = db;
    }

    void begin() {
        thread.start();
    }

    private record Open(UUID record, int version, String login) {}

    private void work() {
        while (!over) {
            try {
                Thread.sleep(200);
                if (application.isReady()) {
                    signAll();
                }
            } catch (InterruptedException _) {
                return;
            } catch (IOException | DataAccessException _) {
                // It was killed under the nurse's hands: she tries again.
                continue;
            }
        }
    }

    private void signAll() throws IOException, InterruptedException {
        var open =
                db.sql(
                                """
                                SELECT r.id, r.version, m.login
                                FROM followup.record r JOIN dialer.attempt a ON a.id = r.attempt_id
                                JOIN staff.member m ON m.id = r.staff_id
                                WHERE r.state = 'OPEN' AND a.ended_at IS NOT NULL AND a.reached
                                """)
                        .query((row, _) ->
                                new Open(
                                        row.getObject("id", UUID.class),
                                        row.getInt("version"),
                                        row.getString("login")))
                        .list();
        for (var record : open) {
            nurses.computeIfAbsent(record.login(), login -> new Nurse(application, login))
                    .sign(record);
        }
    }

    private static final class Nurse {
        private final String login;
        private final String address;
        private final CookieManager cookies = new CookieManager();
        private final HttpClient http =
                HttpClient.newBuilder()
                        .cookieHandler(cookies)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build();

        Nurse(Application application, String login) {
            this.login = login;
            this.address = application.address();
        }

        void sign(Open record) throws IOException, InterruptedException {
            var path = "/api/v1/records/" + record.record() + "/sign";
            var body =
                    "{\"disposition\":\"CALLBACK_UNSPECIFIED\",\"reached\":\"PATIENT\",\"clinical\":\"NONE\"}";
            if (post(path, body, record.version()).statusCode() == 401) {
                post(
                        "/api/v1/session",
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, PASSWORD),
                        0);
                post(path, body, record.version());
            }
        }

        private HttpResponse<String> post(String path, String body, int version)
                throws IOException, InterruptedException {
            if (token().isEmpty()) {
                http.send(
                        HttpRequest.newBuilder(URI.create(address + "/api/v1/session"))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.discarding());
            }
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/json")
                            .header("X-XSRF-TOKEN", token())
                            .header("If-Match", "\"" + version + "\"")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        private String token() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(c -> c.getName().equals("XSRF-TOKEN"))
                    .findFirst()
                    .map(c -> c.getValue())
                    .orElse("");
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
