package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTests {
    @ParameterizedTest
    @CsvSource({
        "doctor --json, true",
        "audit verify, true",
        "demo csv, true",
        "--server.port=8081, false",
        "'', false"
    })
    void theFirstWordTellsACommandFromASettingOfTheApplication(String line, boolean ours) {
        assertThat(Commands.isCommand(line.split(" "))).isEqualTo(ours);
    }
}
