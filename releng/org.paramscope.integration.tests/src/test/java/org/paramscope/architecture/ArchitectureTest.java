package org.paramscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.engine.fixture.Offender;

/** The architecture as it is drawn: who may use whom, who must not know the platform, what is API. */
class ArchitectureTest {

    private static final List<String> WINDOWS = List.of("org.eclipse.swt.", "org.eclipse.jface.", "org.eclipse.ui.",
            "org.eclipse.swtchart.", "org.eclipse.e4.ui.");

    static Stream<String> bundles() {
        return Bundles.MAY_USE.keySet().stream().sorted();
    }

    @Test
    void everyBundleOnDiskHasARule() {
        assertEquals(new TreeSet<>(Bundles.MAY_USE.keySet()), new TreeSet<>(Bundles.onDisk()));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void classesFollowTheRules(String bundle) {
        JavaClasses classes = new ClassFileImporter().importPath(Bundles.classes(bundle));
        assertTrue(classes.size() > 0, "no classes in " + bundle + ": build the bundles first");
        assertEquals(Set.of(), violations(classes));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void manifestsFollowTheRules(String bundle) {
        Set<String> found = new TreeSet<>();
        Set<String> needed = new TreeSet<>(Bundles.header(bundle, "Require-Bundle"));
        needed.addAll(Bundles.header(bundle, "Import-Package"));
        for (String name : needed) {
            if (Bundles.PLATFORM_FREE.contains(bundle) && isPlatform(name)) {
                found.add(bundle + " requires " + name);
            }
            if (!Bundles.WINDOWED.contains(bundle) && isWindow(name)) {
                found.add(bundle + " requires " + name);
            }
            Optional<String> owner = Bundles.owner(name);
            if (owner.isPresent() && !owner.get().equals("nd4j") && !Bundles.MAY_USE.get(bundle).contains(owner.get())) {
                found.add(bundle + " requires " + name);
            }
        }
        assertEquals(Set.of(), found);
    }

    /** All but the command line, which prints through its own writer. */
    @ParameterizedTest
    @MethodSource("bundles")
    void nothingPrints(String bundle) {
        if (!bundle.equals("cli")) {
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                    .check(new ClassFileImporter().importPath(Bundles.classes(bundle)));
        }
    }

    @Test
    void internalPackagesAreNotExported() {
        for (String bundle : Bundles.MAY_USE.keySet()) {
            assertFalse(Bundles.header(bundle, "Export-Package").stream().anyMatch(p -> p.contains(".internal")
                    && p.startsWith(Bundles.PREFIX)), bundle);
        }
    }

    @Test
    void anEngineClassThatImportsThePlatformIsFound() {
        Set<String> found = violations(new ClassFileImporter().importClasses(Offender.class));
        assertFalse(found.isEmpty());
        assertTrue(found.stream().allMatch(text -> text.contains("Offender") && text.contains("org.eclipse.fixture.Anything")),
                found.toString());
    }

    private static Set<String> violations(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            String bundle = Bundles.owner(type.getPackageName()).orElse("none");
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!allowed(bundle, target.getPackageName())) {
                    found.add(type.getName() + " uses " + target.getName());
                }
            }
        }
        return found;
    }

    private static boolean allowed(String bundle, String packageName) {
        if (Bundles.PLATFORM_FREE.contains(bundle) && isPlatform(packageName)) {
            return false;
        }
        if (!Bundles.WINDOWED.contains(bundle) && isWindow(packageName)) {
            return false;
        }
        Optional<String> owner = Bundles.owner(packageName);
        return owner.isEmpty() || owner.get().equals(bundle)
                || Bundles.MAY_USE.get(bundle).contains(owner.get())
                        && Bundles.header(owner.get(), "Export-Package").contains(packageName);
    }

    private static boolean isPlatform(String name) {
        return name.startsWith("org.eclipse.") || name.startsWith("org.osgi.");
    }

    private static boolean isWindow(String name) {
        return WINDOWS.stream().anyMatch(prefix -> (name + ".").startsWith(prefix));
    }
}
