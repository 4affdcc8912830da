package org.aftercall.telephony.asterisk;

import java.net.URI;
import java.nio.file.Path;
import org.aftercall.kernel.CallerId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the switchboard is. {@code telephony/run start} writes all of it into {@code
 * aftercall.properties}.
 *
 * @param amiHost the switchboard's manager interface; only ever a loopback address
 * @param amiPort its TCP port
 * @param amiUser its user
 * @param amiSecret its user's password
 * @param deskSecret from which every desk's password is derived; known to the switchboard too
 * @param socket where a browser speaks SIP over WebSocket
 * @param spool the folder in which the switchboard leaves its tapes
 * @param eventRoom how many events may wait for the house; more are dropped, counted and read again
 * @param home the country's prefix, for callers whose number is written as at home
 * @param callerId the number that people outside are shown where their worklist names none; null
 *     leaves it to the trunk, which may show none
 * @param books the CSV file in which the switchboard notes every line's life
 */
@ConfigurationProperties("aftercall.telephony")
record TelephonySettings(
        @DefaultValue("127.0.0.1") String amiHost,
        @DefaultValue("15038") int amiPort,
        @DefaultValue("aftercall") String amiUser,
        @DefaultValue("") String amiSecret,
        @DefaultValue("") String deskSecret,
        @DefaultValue("ws://127.0.0.1:15088/ws") URI socket,
        @DefaultValue("var/telephony/tapes") Path spool,
        @DefaultValue("var/telephony/main/log/cel-custom/aftercall.csv") Path books,
        @DefaultValue("20000") int eventRoom,
        @DefaultValue("+86") String home,
        @Nullable CallerId callerId) {

    /** The switchboard's log of notices and warnings, in the folder above its books. */
    Path log() {
        return books.resolveSibling("../messages").normalize();
    }

    @Override
    public String toString() {
        return "TelephonySettings[" + amiUser + "@" + amiHost + ":" + amiPort + ", " + socket + "]";
    }
}
