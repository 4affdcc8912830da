package org.aftercall.upkeep;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Lets the doctor in who runs on this machine, and nobody else. */
@RestController
class DoctorDoor {
    static final String PATH = "/internal/findings";

    private final Examination examination;
    private final Path home;
    private final String address;
    private volatile Optional<DoctorKey> key = Optional.empty();

    DoctorDoor(
            Examination examination,
            @Value("${aftercall.var}") Path home,
            @Value("${server.address:127.0.0.1}") InetAddress address) {
        this.examination = examination;
        this.home = home;
        this.address = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    }

    @EventListener
    void open(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() != null) {
            return; // the management server has a door of its own
        }
        var made = DoctorKey.make("http://" + address + ":" + event.getWebServer().getPort());
        made.write(home);
        key = Optional.of(made);
    }

    @GetMapping(PATH)
    List<Report.Entry> findings(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest request) {
        check(authorization, request);
        return examination.run();
    }

    /** Turns away who is not on this machine or cannot read our files. */
    void check(@Nullable String authorization, HttpServletRequest request) {
        var said = authorization == null ? "" : authorization.replaceFirst("^Bearer ", "");
        if (!fromHere(request) || key.filter(k -> k.fits(said)).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
        }
    }

    private static boolean fromHere(HttpServletRequest request) {
        return request.getRemoteAddr().equals(request.getLocalAddr());
    }
}
