package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** {@code telephony/run}: what it starts, where that listens, and that it can be repeated. */
class RunTests {
    private final AsteriskPair pair = AsteriskPair.running();

    @Test
    void everythingListensOnOneLoopbackAddressOnly() throws IOException {
        for (int port : new int[] {38, 88}) {
            assertThatThrownBy(() -> new ServerSocket(pair.base() + port, 1, address(1)).close())
                    .isInstanceOf(BindException.class);
            // A wildcard would be in the way of this neighbour.
            new ServerSocket(pair.base() + port, 1, address(2)).close();
        }
        for (int port : new int[] {60, 160}) {
            assertThatThrownBy(() -> new DatagramSocket(at(port, 1)).close())
                    .isInstanceOf(BindException.class);
            new DatagramSocket(at(port, 2)).close();
        }
        for (int rtp = 1_000; rtp < 3_000; rtp++) {
            new DatagramSocket(at(rtp, 2)).close();
        }
    }

    @Test
    void startingTwiceChangesNothing() {
        long main = pair.pid("main");
        long carrier = pair.pid("carrier");
        String secret = pair.property("ami-secret");
        pair.start();
        assertThat(pair.pid("main")).isEqualTo(main);
        assertThat(pair.pid("carrier")).isEqualTo(carrier);
        assertThat(pair.property("ami-secret")).isEqualTo(secret);
    }

    @Test
    void aPortThatAnotherProgramHasIsNamedAndNothingIsLeftRunning() throws IOException {
        long main = pair.pid("main");
        assertThat(pair.startInTheWay())
                .contains("another program has port " + (pair.base() + 88))
                .contains("set AFTERCALL_PORT_BASE");
        assertThat(pair.folder().resolveSibling("../asterisk-in-the-way/telephony/main.pid"))
                .doesNotExist();
        assertThat(pair.pid("main")).isEqualTo(main);
    }

    @Test
    void secretsAreForTheirOwnerOnly() throws IOException {
        for (String name : new String[] {"secrets", "aftercall.properties"}) {
            Path file = pair.folder().resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void everyDeskHasABrowserAndATelephone() throws IOException {
        String desks = Files.readString(pair.folder().resolve("main/etc/desks.conf"));
        for (int desk = 8001; desk <= 8060; desk++) {
            assertThat(desks).contains("[b" + desk + "](browser)", "[p" + desk + "](phone)");
        }
        assertThat(desks).doesNotContain("@");
    }

    private InetSocketAddress at(int port, int last) throws IOException {
        return new InetSocketAddress(address(last), pair.base() + port);
    }

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}
