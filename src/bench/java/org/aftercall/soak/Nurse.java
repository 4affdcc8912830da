package org.aftercall.soak;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;

/** A nurse at the application's own door, who logs in whenever it does not know her. */
final class Nurse {
    static final String PASSWORD = "soak-password";

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

    /**
     * @return the status
     */
    int post(String path, String body, int version) throws IOException, InterruptedException {
        int status = once(path, body, version).statusCode();
        if (status != 401) {
            return status;
        }
        enter();
        return once(path, body, version).statusCode();
    }

    /**
     * @return her cookies, for another client of hers
     */
    String signedIn() throws IOException, InterruptedException {
        int status = enter();
        if (status != 200) {
            throw new IOException(login + " was not let in: " + status);
        }
        return cookies.getCookieStore().getCookies().stream()
                .map(c -> c.getName() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
    }

    private int enter() throws IOException, InterruptedException {
        return once(
                        "/api/v1/session",
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, PASSWORD),
                        0)
                .statusCode();
    }

    private HttpResponse<String> once(String path, String body, int version)
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
