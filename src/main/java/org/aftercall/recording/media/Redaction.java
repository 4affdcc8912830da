package org.aftercall.recording.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Covers stretches of a recording with a tone. Only the packets that carry them are made anew, with
 * a few more behind them; all other packets stay byte for byte, so the rest of a copy is the
 * original, and a range of it costs no more.
 *
 * <p>A decoder carries its idea of the loudness from packet to packet and halves an error in it
 * with each (RFC 6716, 4.3.2.1): the packets behind a tone are coded again from the voice itself,
 * so that what is left of the error at the seam is below hearing, and gone half a second later.
 */
public final class Redaction {
    /** A packet lasts 20 ms. */
    private static final int PACKET = Tape.RATE / 50;

    /** The codec's look-ahead, 312 samples at 48 kHz: recorded sample 0 is decoded sample 52. */
    private static final int DELAY = 52;

    /** Packets behind a tone that are made anew, so that the decoder is led back. */
    private static final int LANDING = 5;

    /** Packets before, from which the coder learns the voice; none of these is taken. */
    private static final int APPROACH = 12;

    /** Pages of a second that are in memory at a time. */
    private static final int AT_ONCE = 60;

    private static final byte[] TAGS =
            Arrays.copyOf("OpusTags".getBytes(StandardCharsets.US_ASCII), 16);

    private final List<Bleep> bleeps;
    private final BitSet anew = new BitSet();
    private final List<RedactedCopy.Swap> swaps = new ArrayList<>();
    private final MessageDigest copy = sha256();
    private byte[] header = {};
    private long at;
    private long size;
    private long packets;

    private Redaction(List<Bleep> bleeps) {
        this.bleeps = bleeps;
        for (var bleep : bleeps) {
            // The packet before reaches into the first one with the end of its window.
            int first = (int) ((bleep.firstSample() + DELAY) / PACKET) - 1;
            int last = (int) ((bleep.lastSample() + DELAY) / PACKET) + LANDING;
            anew.set(Math.max(0, first), last + 1);
        }
    }

    /**
     * @param opus a recording of ours, read to its end; stays open
     * @throws IOException when it is no recording of ours or cannot be read
     */
    public static RedactedCopy of(InputStream opus, List<Bleep> bleeps) throws IOException {
        return new Redaction(bleeps).run(opus);
    }

    /** A page with the number of its first packet and where it begins in the file. */
    private record Placed(OggPage page, long from, long at) {
        long until() {
            return from + page.packets().size();
        }
    }

    private RedactedCopy run(InputStream opus) throws IOException {
        header = pass(opus, "OpusHead");
        pass(opus, "OpusTags");
        Placed before = null;
        var page = next(opus);
        while (page != null) {
            if (!touched(page)) {
                write(page.page.bytes());
                before = page;
                page = next(opus);
                continue;
            }
            var group = new ArrayList<Placed>();
            while (page != null && touched(page) && group.size() < AT_ONCE) {
                group.add(page);
                page = next(opus);
            }
            change(before, group, page);
            before = group.getLast();
        }
        return new RedactedCopy(List.copyOf(swaps), size, copy.digest());
    }

    /** One of the two pages before the sound. */
    private byte[] pass(InputStream opus, String name) throws IOException {
        var page = OggPage.read(opus);
        if (page == null
                || page.packets().size() != 1
                || !new String(page.packets().getFirst(), StandardCharsets.ISO_8859_1)
                        .startsWith(name)) {
            throw new IOException("Not a recording of ours: no " + name);
        }
        at += page.bytes().length;
        write(page.bytes());
        return page.packets().getFirst();
    }

    private @Nullable Placed next(InputStream opus) throws IOException {
        var page = OggPage.read(opus);
        if (page == null) {
            return null;
        }
        var placed = new Placed(page, packets, at);
        packets += page.packets().size();
        at += page.bytes().length;
        return placed;
    }

    private boolean touched(Placed page) {
        int first = anew.nextSetBit((int) page.from);
        return first >= 0 && first < page.until();
    }

    private void write(byte[] bytes) {
        copy.update(bytes);
        size += bytes.length;
    }

    private void change(@Nullable Placed before, List<Placed> group, @Nullable Placed after)
            throws IOException {
        var context = new ArrayList<byte[]>();
        if (before != null) {
            context.addAll(before.page.packets());
        }
        long first = group.getFirst().from - context.size();
        group.forEach(p -> context.addAll(p.page.packets()));
        if (after != null) {
            context.addAll(after.page.packets());
        }
        var sound = decode(context);
        cover(sound, first);
        var fresh = encode(sound, first, group.getFirst().from);
        for (var page : group) {
            var mixed = new ArrayList<byte[]>();
            for (long n = page.from; n < page.until(); n++) {
                mixed.add(
                        anew.get((int) n)
                                ? fresh.packet(n)
                                : page.page.packets().get((int) (n - page.from)));
            }
            var written = page.page.with(mixed).bytes();
            swaps.add(new RedactedCopy.Swap(page.at, page.page.bytes().length, written));
            write(written);
        }
    }

    /** Both sides interleaved, from the first of these packets on, nothing cut off. */
    private short[] decode(List<byte[]> context) throws IOException {
        var file = new ByteArrayOutputStream();
        var head = header.clone();
        // No pre-skip: the first sample of the first packet is wanted, too.
        head[10] = 0;
        head[11] = 0;
        file.write(OggPage.of(OggPage.FIRST, 0, 0, List.of(head)).bytes());
        file.write(OggPage.of(0, 0, 1, List.of(TAGS)).bytes());
        int sequence = 2;
        for (int from = 0; from < context.size(); from += 25) {
            int until = Math.min(context.size(), from + 25);
            int type = until == context.size() ? OggPage.LAST : 0;
            file.write(
                    OggPage.of(type, until * 960L, sequence++, context.subList(from, until))
                            .bytes());
        }
        var sound = new short[2 * PACKET * context.size()];
        int count = 0;
        try (var reader = new OpusReader(new ByteArrayInputStream(file.toByteArray()))) {
            for (var both = reader.next(); both != null; both = reader.next()) {
                int fits = Math.min(both.remaining(), sound.length - count);
                both.get(sound, count, fits);
                count += fits;
            }
        }
        if (count < sound.length) {
            throw new IOException("Decoded " + count + " of " + sound.length + " samples");
        }
        return sound;
    }

    private void cover(short[] sound, long firstPacket) {
        long origin = firstPacket * PACKET - DELAY;
        for (var bleep : bleeps) {
            long from = Math.max(bleep.firstSample(), origin);
            long until = Math.min(bleep.lastSample(), origin + sound.length / 2);
            for (long n = from; n < until; n++) {
                int place = (int) (2 * (n - origin));
                sound[place] = bleep.at(n);
                sound[place + 1] = sound[place];
            }
        }
    }

    /** Packets by their number in the recording. */
    private record Fresh(long first, List<byte[]> packets) {
        byte[] packet(long number) {
            return packets.get((int) (number - first));
        }
    }

    private static Fresh encode(short[] sound, long first, long wanted) throws IOException {
        long approach = Math.max(first, wanted - APPROACH);
        int from = (int) (2 * ((approach - first) * PACKET + DELAY));
        int frames = (sound.length - from) / 2;
        // Two packets of silence more, for the look-ahead and for what the writer cuts off.
        var input = Arrays.copyOfRange(sound, from, from + 2 * (frames + DELAY + 2 * PACKET));
        var opus = new ByteArrayOutputStream();
        try (var writer = new OpusWriter(opus)) {
            writer.write(input, input.length / 2);
        }
        var packets = new ArrayList<byte[]>();
        var pages = new ByteArrayInputStream(opus.toByteArray());
        OggPage.read(pages);
        OggPage.read(pages);
        for (var page = OggPage.read(pages); page != null; page = OggPage.read(pages)) {
            packets.addAll(page.packets());
        }
        return new Fresh(approach, packets);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
