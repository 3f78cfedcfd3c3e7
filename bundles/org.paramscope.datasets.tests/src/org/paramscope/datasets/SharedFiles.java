package org.paramscope.datasets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Recorded files that may lie beside the checkout. */
final class SharedFiles {

    private SharedFiles() {
    }

    /** The path of a file; the test is skipped where it is not there. */
    static Path find(String file) {
        Path start = Path.of(System.getProperty("paramscope.checkout", "")).toAbsolutePath();
        Path path = start.resolve("shared/data").resolve(file);
        for (Path here = start; here != null && !Files.exists(path); here = here.getParent()) {
            path = here.resolve("shared/data").resolve(file);
        }
        assumeTrue(Files.exists(path), file + " is not beside the checkout");
        return path;
    }
}
