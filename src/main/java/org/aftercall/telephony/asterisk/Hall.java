package org.aftercall.telephony.asterisk;

import java.util.function.Consumer;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Where what all nodes tell comes together, on its way to the house. */
final class Hall implements Station.Ear {
    private static final Logger log = LoggerFactory.getLogger(Hall.class);

    private final Nodes nodes;
    private final ObjectProvider<LineListener> house;

    Hall(Nodes nodes, ObjectProvider<LineListener> house) {
        this.nodes = nodes;
        this.house = house;
    }

    @Override
    public void on(Station station, LineEvent event) {
        nodes.heard(station, event).ifPresent(news -> tell(l -> l.on(news), news));
    }

    @Override
    public void on(Station station, WireState state) {
        // One that is lost while others are there is a reason to look, not to give up.
        var whole = nodes.single() ? state : nodes.state();
        tell(listener -> listener.on(whole), whole);
    }

    private void tell(Consumer<LineListener> news, Object what) {
        house.orderedStream()
                .forEach(listener -> {
                    try {
                        news.accept(listener);
                    } catch (RuntimeException failure) {
                        log.error("telephony: a listener failed on {}", what, failure);
                    }
                });
    }
}
