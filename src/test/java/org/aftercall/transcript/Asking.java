package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.nio.charset.StandardCharsets;
import org.aftercall.staff.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the REST door. */
record Asking(MockMvc mvc, SignedIn who) {
    JsonNode get(String path) throws Exception {
        return ok(send(HttpMethod.GET, path, null));
    }

    JsonNode put(String path, String body) throws Exception {
        return ok(send(HttpMethod.PUT, path, body));
    }

    JsonNode post(String path, String body) throws Exception {
        return ok(send(HttpMethod.POST, path, body));
    }

    JsonNode delete(String path) throws Exception {
        return ok(send(HttpMethod.DELETE, path, null));
    }

    int refused(HttpMethod method, String path, @Nullable String body) throws Exception {
        return send(method, path, body).getStatus();
    }

    MockHttpServletResponse send(HttpMethod method, String path, @Nullable String body)
            throws Exception {
        var request = request(method, "/api/v1" + path).with(who).with(csrf());
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    private static JsonNode ok(MockHttpServletResponse response) throws Exception {
        var text = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getStatus()).as(text).isBetween(200, 202);
        return JsonMapper.shared().readTree(text);
    }
}
