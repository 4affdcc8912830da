package org.aftercall.script;

import java.util.List;
import java.util.stream.Collectors;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** Whether a newer release brought questionnaires nobody has decided on. */
@Component
class OffersCheck implements Check {
    private final Offers offers;

    OffersCheck(Offers offers) {
        this.offers = offers;
    }

    @Override
    public String topic() {
        return "questionnaires";
    }

    @Override
    public List<Finding> look() {
        var open = offers.open();
        return List.of(
                open.isEmpty()
                        ? Finding.pass("shipped versions", "none waits to be decided on")
                        : Finding.warn(
                                "shipped versions",
                                open.stream()
                                                .map(o -> o.code() + " v" + o.version())
                                                .collect(Collectors.joining(", "))
                                        + " came with this release; calls ask by what was in force"
                                        + " before",
                                "Compare and take over, or decline: Questionnaires, Versions"));
    }
}
