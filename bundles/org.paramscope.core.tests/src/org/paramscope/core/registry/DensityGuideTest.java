package org.paramscope.core.registry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The guide for authors shows a density estimator that is compiled, and that the tests of studies run. */
class DensityGuideTest {

    private static final Path BESIDE = Path.of(System.getProperty("paramscope.checkout", "../.."));
    private static final Path GUIDE = BESIDE.resolve("docs/extending.md");
    private static final Path SOURCE = BESIDE.resolve("bundles/org.paramscope.core.tests/src/org/paramscope/core/registry/ExampleDensity.java");

    @Test
    void theGuideShowsTheExampleAsItIs() throws IOException {
        Assumptions.assumeTrue(Files.exists(GUIDE) && Files.exists(SOURCE), "run beside the sources");
        String source = Files.readString(SOURCE);
        assertTrue(Files.readString(GUIDE).contains("```java\n" + source.substring(source.indexOf("/** One Gaussian")).strip() + "\n```"));
    }
}
