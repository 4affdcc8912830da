package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.awaitility.Awaitility;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/StoreOutageTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.recording.retry-at-most=500ms",
            "aftercall.s3.secret-key=of-this-run",
            "db-scheduler.polling-interval=100ms"
        })
@Import(FakeWorld.class)
class StoreOutageTests {
    private static final Path SPOOL = Path.of("target/var/StoreOutageTests/tapes");
    private static final int PORT = freePort();

    @Autowired Recordings recordings;
    @Autowired StoreCheck check;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    @DynamicPropertySource
    static void aStoreThatIsAway(DynamicPropertyRegistry registry) {
        registry.add("aftercall.s3.endpoint", () -> "http://127.0.0.1:" + PORT);
    }

    @Test
    void whileTheStoreIsAwayTapesWaitAndAfterwardsTheyDrain() throws Exception {
        var calls = new ArrayList<CallId>();
        for (int i = 0; i < 4; i++) {
            var call = CallIds.over(db, clock.instant(), true);
            Voices.write(tape(call), Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
            transaction.executeWithoutResult(
                    _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
            calls.add(call);
        }
        Awaitility.await().until(() -> failures() >= 2);
        assertThat(recordings.whyStoreIsDown()).isPresent();
        assertThat(recordings.waiting()).isEqualTo(4);
        assertThat(calls).allSatisfy(c -> assertThat(tape(c)).exists());
        var store = start("of-this-run");
        try {
            Awaitility.await().until(() -> stored(calls) == 4);
            assertThat(recordings.whyStoreIsDown()).isEmpty();
            assertThat(recordings.waiting()).isZero();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(calls).allSatisfy(c -> assertThat(tape(c)).doesNotExist()));
        } finally {
            store.stop();
        }
    }

    @Test
    void doctorFailsWhileTheStoreIsAwayOrRefusesUsAndPassesWhenItTakesAndGivesBack()
            throws Exception {
        assertThat(check.topic()).isEqualTo("store");
        assertThat(objects().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(objects().detail()).startsWith("the store takes nothing: ");
        assertThat(objects().fix()).contains("AFTERCALL_S3_ENDPOINT");
        var strangers = start("of-another-house");
        try {
            assertThat(objects().verdict()).isEqualTo(Verdict.FAIL);
            assertThat(objects().detail()).doesNotContain("of-this-run", "of-another-house");
        } finally {
            strangers.stop();
        }
        var store = start("of-this-run");
        try {
            assertThat(objects())
                    .returns(Verdict.PASS, Finding::verdict)
                    .extracting(Finding::detail)
                    .asString()
                    .matches("put, read back and deleted in \\d+ ms");
            assertThat(check.look().getLast().detail()).isEqualTo("your own");
        } finally {
            store.stop();
        }
        assertThat(objects().verdict()).isEqualTo(Verdict.FAIL);
    }

    private Finding objects() {
        return check.look().getFirst();
    }

    private int failures() {
        return db.sql(
                        """
                        SELECT coalesce(min(consecutive_failures), 0) FROM jobs.scheduled_tasks
                        WHERE task_name = 'recording-keep' AND NOT picked
                        """)
                .query(Integer.class)
                .single();
    }

    private long stored(List<CallId> calls) {
        return recordings.of(calls).stream()
                .filter(r -> r.state() instanceof Recording.State.Stored)
                .count();
    }

    private static S3Proxy start(String secret) throws Exception {
        var store =
                S3Proxy.builder()
                        .blobStore(new TransientNio2BlobStore())
                        .awsAuthentication(AuthenticationType.AWS_V4, "aftercall", secret)
                        .endpoint(URI.create("http://127.0.0.1:" + PORT))
                        .stopTimeout(0)
                        .build();
        store.start();
        return store;
    }

    private static Path tape(CallId call) {
        return SPOOL.resolve(call.value() + ".raw");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
