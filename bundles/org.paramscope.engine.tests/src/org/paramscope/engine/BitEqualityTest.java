package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paramscope.data.NumericArray;

/** The same bits from other Java processes: interpreted, with narrower vectors, without vectors, with two threads. */
class BitEqualityTest {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    static Stream<Arguments> processes() {
        Stream<Arguments> everywhere = Stream.of(
                Arguments.of(1, List.of(MODULE), true),
                Arguments.of(2, List.of(MODULE), true),
                Arguments.of(1, List.of(), false),
                Arguments.of(1, List.of(MODULE, "-Dparamscope.kernels=plain"), false),
                Arguments.of(1, List.of(MODULE, "-Xint"), false),
                Arguments.of(1, List.of(MODULE, "-Xint", "-Dparamscope.kernels=vector"), true));
        if (!System.getProperty("os.arch").equals("amd64")) {
            return everywhere;
        }
        return Stream.concat(everywhere, Stream.of(
                Arguments.of(1, List.of(MODULE, "-XX:UseAVX=2"), true),
                Arguments.of(2, List.of(MODULE, "-XX:UseAVX=1"), true),
                Arguments.of(1, List.of(MODULE, "-XX:UseAVX=0"), true)));
    }

    @ParameterizedTest(name = "{0} threads {1}")
    @MethodSource("processes")
    void sameBits(int threads, List<String> flags, boolean vectors) throws Exception {
        String output = run(threads, flags);
        assertTrue(output.contains(vectors ? "vectors of" : "plain loops"), output);
        assertTrue(output.contains("hash " + Fingerprint.of(1)), output);
    }

    @Test
    void saysWhyVectorsAreMissing() throws Exception {
        assertTrue(run(1, List.of()).contains("--add-modules jdk.incubator.vector"));
        assertFalse(Kernels.description().isBlank());
        assertEquals(Kernels.vectorised(), Kernels.description().startsWith("vectors"));
    }

    private static String run(int threads, List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), Fingerprint.class.getName(), Integer.toString(threads)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** Where these classes were loaded from; a bundle in development keeps them in target/classes. */
    static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(Fingerprint.class, Model.class, NumericArray.class, Gson.class, INDArray.class)) {
            try {
                Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
                places.add(place.toString());
                for (String below : List.of("target/classes", "target/test-classes", "bin")) {
                    if (Files.isDirectory(place.resolve(below))) {
                        places.add(place.resolve(below).toString());
                    }
                }
            } catch (URISyntaxException | RuntimeException e) {
                Assumptions.abort("the class path of " + type + " is not a file: " + e);
            }
        }
        return String.join(java.io.File.pathSeparator, places);
    }
}
