package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.engine.bench.ReplicaMemory;

/** Many replicas of a recurrent autoencoder in a heap that holds their result, the samples and 8 MB a thread. */
class ReplicaMemoryTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void memoryDoesNotGrowWithReplicas(int threads) throws Exception {
        int replicas = 400;
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + ReplicaMemory.heap(replicas, threads) + "m", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector", "-cp",
                BitEqualityTest.classPath(), ReplicaMemory.class.getName(), Integer.toString(replicas), "1", Integer.toString(threads), "f64");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains(replicas + " replicas of "), output);
    }
}
