package org.paramscope.geometry.reduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.metric.Distances;

class AgglomerationTest {

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void joinsAsTheDefinitionSays(Linkage linkage) {
        for (int trial = 0; trial < 20; trial++) {
            Distances distances = random(3 + trial, trial);
            Agglomeration clusters = Agglomeration.of(distances, linkage);
            List<List<Integer>> naive = new ArrayList<>(IntStream.range(0, distances.count()).mapToObj(i -> List.of(i)).toList());
            for (int k = distances.count(); k >= 1; k--) {
                assertEquals(asSets(naive), asSets(clusters.groups(k)), linkage + ", " + k + " clusters");
                if (k > 1) {
                    assertEquals(joinNearest(naive, distances, linkage), clusters.heights().at(distances.count() - k), 1e-12);
                }
            }
        }
    }

    @Test
    void numbersGroupsByTheirLowestMember() {
        NumericArray matrix = NumericArray.of(new double[] {0, 9, 1, 9, 9, 0, 9, 2, 1, 9, 0, 9, 9, 2, 9, 0}, 4, 4);
        int[] groups = Agglomeration.of(new Distances(matrix, List.of("a", "b", "c", "d"), "test"), Linkage.AVERAGE).groups(2);
        assertArrayEquals(new int[] {0, 1, 0, 1}, groups);
    }

    @Test
    void randomClustersAreNestedAndDiffer() {
        Agglomeration first = Agglomeration.random(12, RandomStream.of(1, 0, "test"));
        Agglomeration second = Agglomeration.random(12, RandomStream.of(1, 1, "test"));
        for (int k = 12; k > 1; k--) {
            assertEquals(k, Arrays.stream(first.groups(k)).distinct().count());
            int[] fine = first.groups(k);
            int[] coarse = first.groups(k - 1);
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    assertTrue(fine[i] != fine[j] || coarse[i] == coarse[j]);
                }
            }
        }
        assertTrue(!Arrays.equals(first.groups(4), second.groups(4)));
        assertThrows(SettingException.class, () -> first.groups(13));
    }

    private static Distances random(int n, int seed) {
        RandomStream stream = RandomStream.of(seed, 0, "test");
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * n + j] = stream.uniform();
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return new Distances(NumericArray.of(matrix, n, n), IntStream.range(0, n).mapToObj(String::valueOf).toList(), "test");
    }

    private static double joinNearest(List<List<Integer>> clusters, Distances distances, Linkage linkage) {
        double best = Double.POSITIVE_INFINITY;
        int[] pair = new int[2];
        for (int a = 0; a < clusters.size(); a++) {
            for (int b = a + 1; b < clusters.size(); b++) {
                List<Integer> other = clusters.get(b);
                var all = clusters.get(a).stream().flatMapToDouble(i -> other.stream().mapToDouble(j -> distances.matrix().get(i, j)))
                        .summaryStatistics();
                double distance = switch (linkage) {
                    case AVERAGE -> all.getAverage();
                    case COMPLETE -> all.getMax();
                    case SINGLE -> all.getMin();
                };
                if (distance < best) {
                    best = distance;
                    pair = new int[] {a, b};
                }
            }
        }
        List<Integer> joined = new ArrayList<>(clusters.get(pair[0]));
        joined.addAll(clusters.remove(pair[1]));
        clusters.set(pair[0], joined);
        return best;
    }

    private static java.util.Set<java.util.Set<Integer>> asSets(List<List<Integer>> clusters) {
        java.util.Set<java.util.Set<Integer>> sets = new java.util.HashSet<>();
        clusters.forEach(c -> sets.add(new java.util.HashSet<>(c)));
        return sets;
    }

    private static java.util.Set<java.util.Set<Integer>> asSets(int[] groups) {
        List<List<Integer>> clusters = new ArrayList<>();
        IntStream.range(0, (int) Arrays.stream(groups).distinct().count()).forEach(g -> clusters.add(new ArrayList<>()));
        IntStream.range(0, groups.length).forEach(i -> clusters.get(groups[i]).add(i));
        return asSets(clusters);
    }
}
