package org.aftercall.call;

import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.springframework.stereotype.Service;

/** Notes how far a desk's test of its line has come. */
@Service
class EchoEar implements LineListener {
    private final EchoRows rows;

    EchoEar(EchoRows rows) {
        this.rows = rows;
    }

    @Override
    public void on(LineEvent event) {
        switch (event) {
            case LineEvent.Arrived _,
                    LineEvent.Judged _,
                    LineEvent.Ringing _,
                    LineEvent.Joined _,
                    LineEvent.Parted _ -> {}
            case LineEvent.Answered(var line, var at) -> rows.up(line, at);
            case LineEvent.Ended(var line, var at, _, _, _) -> rows.ended(line, at);
        }
    }

    @Override
    public void on(WireState state) {
        // What ended meanwhile is over after a minute whether it was heard or not.
    }
}
