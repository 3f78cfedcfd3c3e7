package org.paramscope.figures.render;

/** Keeps positions on a line a given distance apart while moving them as little as needed. */
final class Spread {

    private Spread() {
    }

    /**
     * Pools neighbours that are too close around their mean (pool adjacent violators; Barlow et al. 1972).
     *
     * @param sorted   rising positions
     * @param distance least distance between neighbours
     * @param low      none below
     * @param high     none above, where there is room for all
     */
    static double[] apart(double[] sorted, double distance, double low, double high) {
        int n = sorted.length;
        double[] mean = new double[n];
        int[] size = new int[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            mean[blocks] = sorted[i] - i * distance;
            size[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                int both = size[blocks - 2] + size[blocks - 1];
                mean[blocks - 2] = (mean[blocks - 2] * size[blocks - 2] + mean[blocks - 1] * size[blocks - 1]) / both;
                size[blocks - 2] = both;
                blocks--;
            }
        }
        double[] result = new double[n];
        int k = 0;
        for (int b = 0; b < blocks; b++) {
            for (int j = 0; j < size[b]; j++, k++) {
                double most = high - (n - 1) * distance;
                result[k] = Math.max(low, Math.min(mean[b], most)) + k * distance;
            }
        }
        return result;
    }
}
