package org.paramscope.models.spectral;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;

/** Weighted correlations of elementary series and the groups that they suggest (Golyandina &amp; Zhigljavsky 2013, section 2.3.4). */
final class WCorrelation {

    private WCorrelation() {
    }

    /**
     * The product of two series counts each instant as often as it stands in the trajectory matrix.
     *
     * @param series [k][T]
     * @param weights [T]
     * @return [k, k]; 0 for a series that vanishes
     */
    static NumericArray matrix(double[][] series, double[] weights) {
        int count = series.length;
        double[] norms = new double[count];
        double[][] correlations = new double[count][count];
        for (int i = 0; i < count; i++) {
            norms[i] = Math.sqrt(product(series[i], series[i], weights));
            correlations[i][i] = 1;
            for (int j = 0; j < i; j++) {
                double scale = norms[i] * norms[j];
                correlations[i][j] = scale > 0 ? product(series[i], series[j], weights) / scale : 0;
                correlations[j][i] = correlations[i][j];
            }
        }
        return NumericArray.ofRows(correlations);
    }

    /**
     * Agglomerates components by average linkage of the distance 1 - |rho|, as long as two groups are correlated by at least
     * {@code least} on average.
     *
     * @return components by group, each ascending, the group of component 0 first
     */
    static List<int[]> groups(NumericArray correlations, double least) {
        if (!(least > 0 && least <= 1)) {
            throw new SettingException("least", Double.toString(least), "a correlation above 0 and up to 1 is allowed");
        }
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < correlations.size(0); i++) {
            groups.add(new ArrayList<>(List.of(i)));
        }
        boolean merged = true;
        while (merged) {
            merged = mergeClosest(groups, correlations, least);
        }
        return groups.stream().map(group -> group.stream().mapToInt(Integer::intValue).sorted().toArray()).toList();
    }

    private static boolean mergeClosest(List<List<Integer>> groups, NumericArray correlations, double least) {
        int first = -1;
        int second = -1;
        double highest = least;
        for (int a = 0; a < groups.size(); a++) {
            for (int b = a + 1; b < groups.size(); b++) {
                double mean = mean(groups.get(a), groups.get(b), correlations);
                if (mean >= highest && (first < 0 || mean > highest)) {
                    first = a;
                    second = b;
                    highest = mean;
                }
            }
        }
        if (first < 0) {
            return false;
        }
        groups.get(first).addAll(groups.remove(second));
        return true;
    }

    private static double mean(List<Integer> a, List<Integer> b, NumericArray correlations) {
        double sum = 0;
        for (int i : a) {
            for (int j : b) {
                sum += Math.abs(correlations.get(i, j));
            }
        }
        return sum / (a.size() * b.size());
    }

    private static double product(double[] a, double[] b, double[] weights) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += weights[t] * a[t] * b[t];
        }
        return sum;
    }
}
