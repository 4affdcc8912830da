package org.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.staff.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/EveryEndpointHasARuleTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import(FakeWorld.class)
class EveryEndpointHasARuleTests {
    private static final Pattern AUTHORITY = Pattern.compile("hasAuthority\\('([a-z.]+)'\\)");
    private static final Set<String> OPEN = Set.of("GET /api/v1/session", "POST /api/v1/session");

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

    @LocalServerPort int port;

    @Value("${aftercall.var}")
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();

    /** One method at one address, and who may use it. */
    private record Endpoint(String method, String path, HandlerMethod handler, String rule) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void everyHandlerOfOursSaysWhoMayUseIt() {
        assertThat(ours())
                .hasSizeGreaterThan(40)
                .allSatisfy(e -> assertThat(e.rule()).as(e + " " + e.handler()).isNotEmpty());
        assertThat(ours())
                .filteredOn(e -> e.rule().contains("permitAll"))
                .extracting(Endpoint::toString)
                .filteredOn(e -> e.contains(" /api/"))
                .containsExactlyInAnyOrderElementsOf(OPEN);
        // A rule this test cannot read is a rule it cannot hold anybody to.
        assertThat(ours())
                .allSatisfy(e ->
                        assertThat(
                                        e.rule().equals("isAuthenticated()")
                                                || e.rule().equals("permitAll()")
                                                || AUTHORITY.matcher(e.rule()).matches())
                                .as(e + " " + e.rule())
                                .isTrue());
    }

    @Test
    void withoutASessionThereIsNothingToSeeOrDo() throws Exception {
        var nobody = new Visitor();
        nobody.send("GET", "/api/v1/session", "");
        for (var endpoint : api()) {
            if (!OPEN.contains(endpoint.toString())) {
                assertThat(nobody.send(endpoint).statusCode())
                        .as(endpoint.toString())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whoLacksTheRightIsTurnedAwayAtEveryDoor() throws Exception {
        var denied = new LinkedHashSet<String>();
        for (var role : Role.values()) {
            var visitor = signedIn(role);
            var rights =
                    role.permissions().stream()
                            .map(p -> p.authority())
                            .collect(java.util.stream.Collectors.toSet());
            for (var endpoint : api()) {
                var rule = AUTHORITY.matcher(endpoint.rule());
                if (rule.matches() && !rights.contains(rule.group(1))) {
                    assertThat(visitor.send(endpoint).statusCode())
                            .as(role + " " + endpoint)
                            .isEqualTo(403);
                    denied.add(endpoint.toString());
                }
            }
        }
        assertThat(denied).hasSizeGreaterThan(30);
    }

    @Test
    void whoHasTheRightGetsThroughTheDoor() throws Exception {
        for (var role : Role.values()) {
            var visitor = signedIn(role);
            var rights =
                    role.permissions().stream()
                            .map(p -> p.authority())
                            .collect(java.util.stream.Collectors.toSet());
            for (var endpoint : api()) {
                var rule = AUTHORITY.matcher(endpoint.rule());
                if (endpoint.method().equals("GET")
                        && rule.matches()
                        && rights.contains(rule.group(1))) {
                    assertThat(visitor.send(endpoint).statusCode())
                            .as(role + " " + endpoint)
                            .isNotIn(401, 403, 500);
                }
            }
        }
    }

    @Test
    void aPageFromElsewhereCannotActInOnesName() throws Exception {
        var visitor = signedIn(Role.ADMIN);
        for (var endpoint : api()) {
            // Each answer sets it anew; a page from elsewhere cannot read it.
            visitor.cookies.remove("XSRF-TOKEN");
            if (!endpoint.method().equals("GET")) {
                assertThat(visitor.send(endpoint).statusCode())
                        .as(endpoint.toString())
                        .isEqualTo(403);
            }
        }
    }

    private List<Endpoint> api() {
        return ours().stream().filter(e -> e.path().startsWith("/api/")).toList();
    }

    private List<Endpoint> ours() {
        // The doors for this machine's own programs ask for a key instead of a session.
        return all().stream().filter(e -> !e.path().startsWith("/internal/")).toList();
    }

    private List<Endpoint> all() {
        var all = new ArrayList<Endpoint>();
        mappings.getHandlerMethods()
                .forEach((info, handler) -> {
                    if (!handler.getBeanType().getPackageName().startsWith("org.aftercall")) {
                        return;
                    }
                    var rule =
                            AnnotatedElementUtils.findMergedAnnotation(
                                    handler.getMethod(), PreAuthorize.class);
                    if (rule == null) {
                        rule =
                                AnnotatedElementUtils.findMergedAnnotation(
                                        handler.getBeanType(), PreAuthorize.class);
                    }
                    for (var path : info.getPatternValues()) {
                        var methods = info.getMethodsCondition().getMethods();
                        for (var method : methods.isEmpty() ? List.of("GET") : methods) {
                            all.add(
                                    new Endpoint(
                                            method.toString(),
                                            path,
                                            handler,
                                            rule == null ? "" : rule.value()));
                        }
                    }
                });
        return all;
    }

    private Visitor signedIn(Role role) throws Exception {
        var line =
                Files.readAllLines(home.resolve("secrets/first-logins.txt")).stream()
                        .map(l -> l.split("\t"))
                        .filter(l -> l[2].equals(role.name()))
                        .findFirst()
                        .orElseThrow();
        var visitor = new Visitor();
        visitor.send("GET", "/api/v1/session", "");
        var entered =
                visitor.send(
                        "POST",
                        "/api/v1/session",
                        "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(line[0], line[1]));
        assertThat(entered.statusCode()).as(role + " " + entered.body()).isEqualTo(200);
        visitor.send("GET", "/api/v1/session", "");
        return visitor;
    }

    /** A browser, as far as cookies go. */
    private final class Visitor {
        private final Map<String, String> cookies = new HashMap<>();

        HttpResponse<String> send(Endpoint endpoint) throws Exception {
            var path = endpoint.path();
            var query = new StringBuilder("?q=x");
            for (var parameter : endpoint.handler().getMethodParameters()) {
                parameter.initParameterNameDiscovery(NAMES);
                var value = VALUES.get(parameter.getParameterType());
                if (value != null) {
                    path = path.replace("{" + parameter.getParameterName() + "}", value);
                    query.append('&')
                            .append(parameter.getParameterName())
                            .append('=')
                            .append(value);
                }
            }
            path = path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
            // Arguments are read before the rule is asked: a form, where one is wanted.
            return endpoint.handler().getMethodParameters().length > 0
                            && Arrays.stream(endpoint.handler().getMethodParameters())
                                    .anyMatch(p ->
                                            p.getParameterType()
                                                    .getSimpleName()
                                                    .equals("MultipartFile"))
                    ? send(endpoint.method(), path, FORM, "multipart/form-data; boundary=b")
                    : send(endpoint.method(), path + query, BODY, MediaType.APPLICATION_JSON_VALUE);
        }

        HttpResponse<String> send(String method, String path, String body) throws Exception {
            return send(method, path, body, MediaType.APPLICATION_JSON_VALUE);
        }

        private HttpResponse<String> send(String method, String path, String body, String type)
                throws Exception {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Content-Type", type)
                            .method(
                                    method,
                                    method.equals("GET")
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body));
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        String.join(
                                "; ",
                                cookies.entrySet().stream()
                                        .map(c -> c.getKey() + "=" + c.getValue())
                                        .toList()));
            }
            if (cookies.containsKey("XSRF-TOKEN")) {
                request.header("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
            }
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("set-cookie")) {
                var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
                if (pair[1].isEmpty()) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
            return response;
        }
    }

    /** What is asked for besides identifiers. */
    private static final Map<Class<?>, String> VALUES =
            Map.of(int.class, "1", LocalDate.class, "2026-11-23", String.class, "x");

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private static final String BODY =
            "{\"login\": \"x\", \"password\": \"x\", \"old\": \"x\", \"new\": \"x\", \"on\": true, \"digits\": \"1\"}";
    private static final String FORM =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n"
                    + "Content-Type: text/csv\r\n\r\nx\r\n--b--\r\n";
}
