package org.aftercall.telephony;

import java.util.List;

/** What somebody would write who wants a value to be more than a value to Asterisk. */
public final class Hostile {
    private static final String COMMAND = "Action: Command\r\nCommand: core stop now\r\n\r\n";

    private Hostile() {}

    public static List<String> values() {
        return List.of(
                "1\r\n\r\n" + COMMAND,
                "1\n" + COMMAND,
                "1\r" + COMMAND,
                "+861000000\r\n",
                "+861000000\n",
                "1\0002",
                "+8610000000007,1,System(id)",
                "8001;add=1",
                "${SHELL(id)}",
                "${FILE(/etc/passwd)}",
                "FILE(/tmp/x,,,a)=1",
                "MUTEAUDIO(in)",
                "8001&PJSIP/8002",
                "8001@carrier",
                "../../etc/passwd",
                "8001/n",
                "王\r\nAction: Hangup",
                "１２３",
                " 8001",
                "8001 ",
                "",
                "8".repeat(65));
    }
}
