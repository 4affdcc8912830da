package org.aftercall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class HouseTests {
    private static final ApplicationModules ROOMS = ApplicationModules.of(Aftercall.class);
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.aftercall");

    @Test
    void everyDoorOpensOneWay() {
        ROOMS.verify();
    }

    @Test
    void drawsTheFloorPlan() {
        // Not writeDocumentation(): its metadata file in target/classes would rule later starts,
        // and a room that came after it would get no migrations.
        new Documenter(ROOMS)
                .writeModulesAsPlantUml()
                .writeIndividualModulesAsPlantUml()
                .writeModuleCanvases();
    }

    @ParameterizedTest
    @CsvSource({
        "org.asteriskjava.., org.aftercall.telephony.asterisk..",
        "org.bytedeco.., org.aftercall.recording.media..",
        "io.minio.., org.aftercall.recording.vault..",
        "org.vosk.., org.aftercall.transcript.vosk.."
    })
    void aLibraryOfTheWireLivesInOneRoomOnly(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
