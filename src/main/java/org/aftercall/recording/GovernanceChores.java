package org.aftercall.recording;

import java.util.ArrayList;
import java.util.List;
import org.aftercall.kernel.Chore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an operator need not wait for the night for. */
@Configuration
class GovernanceChores {
    @Bean
    Chore sweepNow(NightSweep sweep) {
        return KeyChores.chore("recordings.sweep", () -> lines(sweep.run(null)));
    }

    @Bean
    Chore inventoryNow(Inventory inventory) {
        return KeyChores.chore("recordings.inventory", () -> lines(inventory.whole()));
    }

    private static List<String> lines(Reports.Report report) {
        var lines = new ArrayList<String>();
        report.figures().forEach((code, many) -> lines.add("%-10s %8d".formatted(code, many)));
        report.amiss().forEach(id -> lines.add("  " + id));
        lines.add(report.good() ? "all is as it should be" : "NOT as it should be");
        return lines;
    }
}
