package org.paramscope.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recorded series that may lie beside the checkout; tests that need them are skipped without. */
final class SharedData {

    private SharedData() {
    }

    /** One column (from 0) of a file under {@code shared/data}, without its header. */
    static double[] column(String file, int column) throws IOException {
        Path path = folder().resolve(file);
        assumeTrue(Files.exists(path), file + " is not beside the checkout");
        List<String> lines = Files.readAllLines(path);
        return lines.stream().skip(1).filter(line -> !line.isBlank()).mapToDouble(line -> Double.parseDouble(line.split(",")[column])).toArray();
    }

    private static Path folder() {
        Path start = Path.of(System.getProperty("paramscope.checkout", "")).toAbsolutePath();
        for (Path here = start; here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("shared/data"))) {
                return here.resolve("shared/data");
            }
        }
        return start.resolve("shared/data");
    }
}
