package org.aftercall.recording.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** An object as a file that can be read anywhere; reading on costs no new request. */
final class StoredBytes implements SeekableByteChannel {
    private final ObjectStore store;
    private final String key;
    private final long size;
    private final long wanted;
    private long position;
    private long streamAt = -1;
    private @Nullable InputStream stream;
    private boolean open = true;

    /**
     * @param wanted up to where a request asks in one go; reading further makes a new one
     */
    StoredBytes(ObjectStore store, String key, long size, long wanted) {
        this.store = store;
        this.key = key;
        this.size = size;
        this.wanted = Math.min(size, wanted);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        if (!to.hasRemaining()) {
            return 0;
        }
        int got = read(streamAtPosition(), to);
        if (got < 0) {
            drop();
            got = read(streamAtPosition(), to);
            if (got < 0) {
                throw new BrokenSeal("The object ends at " + position + " of " + size);
            }
        }
        position += got;
        streamAt = position;
        return got;
    }

    private static int read(InputStream from, ByteBuffer to) throws IOException {
        if (to.hasArray()) {
            int got = from.read(to.array(), to.arrayOffset() + to.position(), to.remaining());
            to.position(to.position() + Math.max(0, got));
            return got;
        }
        var bytes = new byte[Math.min(to.remaining(), 8192)];
        int got = from.read(bytes);
        to.put(bytes, 0, Math.max(0, got));
        return got;
    }

    private InputStream streamAtPosition() throws IOException {
        var current = stream;
        if (current != null && streamAt == position) {
            return current;
        }
        drop();
        long until = position < wanted ? wanted : size;
        var fresh = store.get(key, position, until - position);
        stream = fresh;
        streamAt = position;
        return fresh;
    }

    private void drop() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        drop();
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long to) {
        throw new NonWritableChannelException();
    }
}
