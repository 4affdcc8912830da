package org.aftercall.telephony.asterisk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Hostile;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireState;
import org.asteriskjava.manager.action.ManagerAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No value can become an action of its own, and the user of AMI could not do much with one. */
class InjectionTests {
    static List<String> corpus() {
        return Hostile.values();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void noTypeThatReachesAnOrderTakesIt(String evil) {
        assertThatThrownBy(() -> Orders.plain(evil)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Orders.digits(evil)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PhoneNumber(evil))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Extension(evil)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onTheWireNotOneActionTooMany() {
        int ami = Integer.parseInt(Bench.PAIR.property("ami-port"));
        try (var tap = new Tap(ami);
                var bench =
                        new Bench(Bench.settings(tap.port(), Bench.PAIR.property("ami-secret")))) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> bench.switchboard.state() instanceof WireState.Up);
            LineId line = bench.dial(AsteriskPair.somebody(31));
            bench.ears.hear(line, Answered.class);
            int before = tap.actions().size();
            for (String evil : corpus()) {
                assertThatThrownBy(() -> bench.switchboard.sendDigits(line, evil))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> bench.dial(new PhoneNumber(evil)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> bench.switchboard.account(new Extension(evil)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            bench.switchboard.sendDigits(line, "0#*");
            await().until(() -> tap.actions().size() == before + 3);
            bench.end(line);
            assertThat(tap.actions().subList(before, tap.actions().size()))
                    .containsExactly("playdtmf", "playdtmf", "playdtmf", "hangup");
            assertThat(tap.said())
                    .noneMatch(said -> said.matches("(?i).*(command|\\$\\{|FILE\\().*"));
        }
    }

    @Test
    void theUserOfAmiMayNotRunCommandsOrChangeTheConfiguration() throws IOException {
        for (String action :
                List.of(
                        "Action: Command\r\nCommand: core show channels",
                        "Action: GetConfig\r\nFilename: manager.conf",
                        "Action: UpdateConfig\r\nSrcFilename: a\r\nDstFilename: b",
                        "Action: ModuleLoad\r\nLoadType: reload",
                        "Action: Originate\r\nChannel: Local/1@from-aftercall\r\n"
                                + "Application: System\r\nData: id",
                        "Action: MixMonitor\r\nChannel: x\r\nCommand: id",
                        "Action: DialplanExtensionAdd\r\nContext: a\r\nExtension: 1")) {
            assertThat(say(action)).as(action).startsWith("Response: Error");
        }
    }

    @Test
    void actionsAreMadeInOnePlaceOnly() {
        var made =
                DescribedPredicate.<JavaConstructorCall>describe(
                        "an AMI action",
                        call ->
                                call.getTargetOwner().isAssignableTo(ManagerAction.class)
                                        // An action of our own begins with what it builds on.
                                        && !call.getOriginOwner()
                                                .isAssignableTo(ManagerAction.class));
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Orders.class.getName())
                .should()
                .callConstructorWhere(made)
                .check(
                        new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("org.aftercall"));
    }

    private static String say(String action) throws IOException {
        int port = Integer.parseInt(Bench.PAIR.property("ami-port"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String login =
                    "Action: Login\r\nUsername: %s\r\nSecret: %s\r\nEvents: off\r\n\r\n"
                            .formatted(
                                    Bench.PAIR.property("ami-user"),
                                    Bench.PAIR.property("ami-secret"));
            socket.getOutputStream()
                    .write((login + action + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = "";
            for (int responses = 0; responses < 2; ) {
                String line = in.readLine();
                if (line == null) {
                    return answer;
                }
                if (line.startsWith("Response:")) {
                    answer = line;
                    responses++;
                }
            }
            return answer;
        }
    }
}
