package org.paramscope.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.engine.violation.EngineThatKnowsEclipse;

/** The directions between classes, as the architecture states them. */
class ArchitectureTest {

    private static final List<String> WINDOW = List.of("ui", "rcp", "help");

    private static final ArchRule FREE_OF_ECLIPSE = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse..", "org.osgi..");
    private static final ArchRule FREE_OF_A_DISPLAY = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.swt..", "org.eclipse.jface..", "org.eclipse.ui..", "org.eclipse.swtchart..");
    private static final ArchRule USE_ONLY_THE_API = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.paramscope.data..internal..", "org.paramscope.engine..internal..",
                    "org.paramscope.geometry..internal..", "org.paramscope.figures..internal..");

    static Stream<String> bundlesBelowThePlatform() {
        return ManifestTest.belowThePlatform();
    }

    static Stream<String> bundlesWithoutDisplay() {
        return Checkout.bundles().stream().filter(bundle -> !WINDOW.contains(bundle)).filter(ArchitectureTest::hasClasses);
    }

    /** All but the command line, which prints through its own writer. */
    static Stream<String> bundlesWithoutTerminal() {
        return bundlesWithoutDisplay().filter(bundle -> !bundle.equals("cli"));
    }

    static Stream<String> contributions() {
        return ManifestTest.contributions().filter(ArchitectureTest::hasClasses);
    }

    @ParameterizedTest
    @MethodSource("bundlesBelowThePlatform")
    void knowNothingOfEclipse(String bundle) {
        FREE_OF_ECLIPSE.check(classes(bundle));
    }

    @ParameterizedTest
    @MethodSource("bundlesWithoutDisplay")
    void needNoDisplay(String bundle) {
        FREE_OF_A_DISPLAY.check(classes(bundle));
    }

    @ParameterizedTest
    @MethodSource("contributions")
    void useOnlyTheApi(String bundle) {
        USE_ONLY_THE_API.check(classes(bundle));
    }

    @ParameterizedTest
    @MethodSource("bundlesWithoutTerminal")
    void printNothing(String bundle) {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes(bundle));
    }

    @Test
    void aClassThatUsesEclipseIsFound() {
        JavaClasses violating = new ClassFileImporter().importClasses(EngineThatKnowsEclipse.class);
        AssertionError found = assertThrows(AssertionError.class, () -> FREE_OF_ECLIPSE.check(violating));
        assertTrue(found.getMessage().contains("EngineThatKnowsEclipse"), found.getMessage());
        assertThrows(AssertionError.class,
                () -> GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(violating));
    }

    private static boolean hasClasses(String bundle) {
        return !bundle.startsWith("nd4j.");
    }

    private static JavaClasses classes(String bundle) {
        Path folder = Checkout.folder(bundle).resolve("target/classes");
        assertTrue(Files.isDirectory(folder), folder + " is built by the reactor before this test");
        JavaClasses classes = new ClassFileImporter().importPath(folder);
        assertFalse(classes.isEmpty(), folder + " holds no classes");
        return classes;
    }
}
