package org.aftercall.recording;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An S3 server over a folder, outside the house; it can take its time. */
public final class Depot implements AutoCloseable {
    static final String SECRET = "of-this-run";

    private final S3Proxy server;
    private volatile Duration each = Duration.ZERO;

    public Depot(Path root) throws Exception {
        server =
                S3Proxy.builder()
                        .blobStore(new Unhurried(new Objects(root)))
                        .awsAuthentication(AuthenticationType.AWS_V4, "aftercall", SECRET)
                        .endpoint(URI.create("http://127.0.0.1:" + freePort()))
                        .stopTimeout(0)
                        .build();
        server.start();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    int port() {
        return server.getPort();
    }

    /** What a house is told that keeps its recordings here. */
    public Map<String, String> settings() {
        return Map.of(
                "aftercall.s3.endpoint",
                "http://127.0.0.1:" + port(),
                "aftercall.s3.secret-key",
                SECRET);
    }

    /** From now on whoever reads an object waits so long for its first byte. */
    public void takes(Duration time) {
        each = time;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class Objects extends AbstractNio2BlobStore {
        Objects(Path root) {
            super(root);
        }
    }

    private final class Unhurried extends ForwardingBlobStore {
        Unhurried(BlobStore store) {
            super(store);
        }

        @Override
        public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
            try {
                Thread.sleep(each);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.getBlob(request);
        }
    }
}
