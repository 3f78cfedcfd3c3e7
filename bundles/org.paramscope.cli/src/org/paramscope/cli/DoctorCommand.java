package org.paramscope.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import com.google.gson.JsonObject;

import org.paramscope.core.run.RunEstimate;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Kernels;
import org.paramscope.engine.linalg.Lapack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paramscope doctor}: whether this machine is fit. */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Looks at the Java machine, the kernels, the linear algebra, the memory and the display.",
        footer = {"", "Example: paramscope doctor"})
final class DoctorCommand implements Callable<Integer> {

    private static final int SIZE = 64;
    private static final double TOLERANCE = 1e-10;

    private final Session session;

    @Option(names = "--json", description = "print as JSON")
    private boolean json;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("paramscope", Paramscope.Version.text());
        facts.put("java", System.getProperty("java.runtime.name") + " " + System.getProperty("java.runtime.version") + ", "
                + System.getProperty("java.home"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
                + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        facts.put("kernels", Kernels.description());
        double deviation = selfTest();
        boolean sound = deviation < TOLERANCE;
        facts.put("linear algebra", Lapack.description() + ", factor of a known matrix deviates by "
                + deviation + " (allowed " + TOLERANCE + ")" + (sound ? "" : "; set OPENBLAS_CORETYPE=Haswell and start again"));
        facts.put("memory", RunEstimate.bytes(Runtime.getRuntime().maxMemory()) + " of heap allowed");
        facts.put("display", display());
        int problems = session.registry().problems().size();
        facts.put("plugins", problems == 0 ? "all contributions can be read" : problems + " contributions are skipped");
        if (json) {
            JsonObject all = new JsonObject();
            facts.forEach(all::addProperty);
            all.addProperty("sound", sound && problems == 0);
            session.print(all);
        } else {
            facts.forEach((name, value) -> session.print(String.format("%-15s %s", name, value)));
        }
        session.registry().problems().forEach(p -> session.error().println("paramscope: " + p.getMessage()));
        return sound && problems == 0 ? Paramscope.DONE : Paramscope.FAILED;
    }

    /** Factors a matrix whose Cholesky factor is known: min(i, j) = L L' with L of ones. */
    private static double selfTest() {
        double[] values = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                values[i * SIZE + j] = Math.min(i, j) + 1.0;
            }
        }
        NumericArray factor = Lapack.cholesky(NumericArray.of(values, SIZE, SIZE));
        double largest = 0;
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j <= i; j++) {
                largest = Math.max(largest, Math.abs(factor.get(i, j) - 1));
            }
        }
        return largest;
    }

    private static String display() {
        String x = System.getenv("DISPLAY");
        String wayland = System.getenv("WAYLAND_DISPLAY");
        boolean none = (x == null || x.isEmpty()) && (wayland == null || wayland.isEmpty());
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        return linux && none ? "none; commands work, the window needs one" : linux ? "available (" + (x == null ? wayland : x) + ")" : "native";
    }
}
