package org.aftercall.recording.media;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an Ogg file (RFC 3533) with whole packets in it, as our writer makes them.
 *
 * @param packets its content
 * @param bytes as it stands in a file
 */
record OggPage(List<byte[]> packets, byte[] bytes) {
    private static final int HEAD = 27;
    private static final int MOST_SEGMENTS = 255;
    private static final int TYPE = 5;
    private static final int GRANULE = 6;
    private static final int SEQUENCE = 18;
    private static final int CHECKSUM = 22;
    private static final int[] CRC = table();

    static final int CONTINUED = 1;
    static final int FIRST = 2;
    static final int LAST = 4;

    /**
     * The next page.
     *
     * @return null at the end
     * @throws IOException when it is no page, or a packet is not whole in it
     */
    static @Nullable OggPage read(InputStream from) throws IOException {
        var head = from.readNBytes(HEAD);
        if (head.length == 0) {
            return null;
        }
        if (head.length < HEAD || head[0] != 'O' || head[1] != 'g' || head[3] != 'S') {
            throw new IOException("Not a page of Ogg");
        }
        var lacing = from.readNBytes(head[HEAD - 1] & 0xff);
        int size = 0;
        for (byte value : lacing) {
            size += value & 0xff;
        }
        var body = from.readNBytes(size);
        if (body.length < size) {
            throw new EOFException("A page of Ogg ends too early");
        }
        boolean open = lacing.length > 0 && (lacing[lacing.length - 1] & 0xff) == 255;
        if (open || (head[TYPE] & CONTINUED) != 0) {
            throw new IOException("A packet of Ogg goes over a page's end");
        }
        var bytes =
                ByteBuffer.allocate(HEAD + lacing.length + size).put(head).put(lacing).put(body);
        return new OggPage(packets(lacing, body), bytes.array());
    }

    private static List<byte[]> packets(byte[] lacing, byte[] body) {
        var packets = new ArrayList<byte[]>();
        int from = 0;
        int until = 0;
        for (byte value : lacing) {
            until += value & 0xff;
            if ((value & 0xff) < 255) {
                packets.add(Arrays.copyOfRange(body, from, until));
                from = until;
            }
        }
        return packets;
    }

    /**
     * A page of a stream of our own.
     *
     * @throws IOException when the packets are too much for one page
     */
    static OggPage of(int type, long granule, int sequence, List<byte[]> packets)
            throws IOException {
        var head = new byte[HEAD];
        head[0] = 'O';
        head[1] = 'g';
        head[2] = 'g';
        head[3] = 'S';
        head[TYPE] = (byte) type;
        ByteBuffer.wrap(head)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(GRANULE, granule)
                .putInt(SEQUENCE, sequence);
        return written(head, packets);
    }

    /**
     * The same page with other packets.
     *
     * @throws IOException when the packets are too much for one page
     */
    OggPage with(List<byte[]> others) throws IOException {
        return written(Arrays.copyOf(bytes, HEAD), others);
    }

    private static OggPage written(byte[] head, List<byte[]> packets) throws IOException {
        var lacing = new ByteArrayOutputStream();
        var body = new ByteArrayOutputStream();
        for (var packet : packets) {
            for (int left = packet.length; left >= 255; left -= 255) {
                lacing.write(255);
            }
            lacing.write(packet.length % 255);
            body.write(packet);
        }
        if (lacing.size() > MOST_SEGMENTS) {
            throw new IOException("Too much for one page of Ogg");
        }
        var page =
                ByteBuffer.allocate(HEAD + lacing.size() + body.size())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(head)
                        .put(HEAD - 1, (byte) lacing.size())
                        .put(lacing.toByteArray())
                        .put(body.toByteArray())
                        .putInt(CHECKSUM, 0);
        page.putInt(CHECKSUM, checksum(page.array()));
        return new OggPage(packets, page.array());
    }

    private static int checksum(byte[] page) {
        int sum = 0;
        for (byte b : page) {
            sum = sum << 8 ^ CRC[(sum >>> 24 ^ b) & 0xff];
        }
        return sum;
    }

    private static int[] table() {
        var table = new int[256];
        Arrays.setAll(
                table,
                i -> {
                    int sum = i << 24;
                    for (int bit = 0; bit < 8; bit++) {
                        sum = sum << 1 ^ (sum < 0 ? 0x04c11db7 : 0);
                    }
                    return sum;
                });
        return table;
    }
}
