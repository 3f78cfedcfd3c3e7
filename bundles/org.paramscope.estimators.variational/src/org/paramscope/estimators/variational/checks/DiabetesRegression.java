package org.paramscope.estimators.variational.checks;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;

/**
 * The diabetes study (Efron, Hastie, Johnstone, Tibshirani 2004, Least angle regression, Ann. Statist. 32) as linear regression sees it:
 * by its sufficient statistics. Columns are centred and of unit norm, the progression of the disease is centred.
 */
public final class DiabetesRegression {

    /** Number of patients of the diabetes study. */
    public static final int PATIENTS = 442;

    /** The triangle R of X = QR, R'R the correlations of the ten columns; a row from its diagonal on. */
    private static final double[][] TRIANGLE = {
        {1.0, 0.1737371005636609, 0.18508466614655558, 0.33542758706707304, 0.26006082015026166, 0.21924313984750826,
            -0.07518097487514624, 0.20384089972875563, 0.27077424141816675, 0.30173100763283817},
        {0.984792069366797, 0.05687020388342178, 0.1855561959799755, -0.010058360536913778, 0.10616107993755722, -0.3716803942890436,
            0.30128224568113743, 0.10446124424079327, 0.15811596237186154},
        {0.9810756577694077, 0.32900192201864864, 0.20611679749687323, 0.21869257876411663, -0.3381580108931604, 0.3658686171420177,
            0.39762442697674527, 0.3300888382097196},
        {0.8630266318462237, 0.10345685127303167, 0.023590396382485578, 0.030912577202248697, 0.015063181124761262, 0.1766484615362533,
            0.1752922273666954},
        {0.9375925260583002, 0.8459937438920023, 0.1427426302170583, 0.4428966591666054, 0.3689271034116906, 0.17349401415745205},
        {0.42020697902808435, -0.4475179917504463, 0.30481602394782714, -0.36965875383107144, -0.03673399789264656},
        {0.7212816830724472, -0.5750054308122405, -0.5940610689820354, -0.17641503501125963},
        {0.3374754020372765, -0.027422464342340143, 0.052085114024681},
        {0.31629724563771505, 0.0735880398221195},
        {0.8207142331864244}};
    /** Q'y, and the norm of what is left of it. */
    private static final double[] PROJECTED = {304.1830745283061, 17.127950959406416, 909.3708119848807, 359.599473449414,
        42.32222560280529, -71.11700278429656, -487.16448722300225, 42.67505505521636, 242.60231760742352, 55.50218881848427,
        1124.2712242307648};

    private DiabetesRegression() {
    }

    /** Eleven rows with the X'X, X'y and y'y of the patients, scaled so that the mean of the squares is theirs; they count as the patients. */
    public static Samples samples() {
        int p = TRIANGLE.length;
        int rows = PROJECTED.length;
        double scale = Math.sqrt((double) rows / PATIENTS);
        double[] x = new double[rows * p];
        for (int i = 0; i < p; i++) {
            for (int j = i; j < p; j++) {
                x[i * p + j] = scale * TRIANGLE[i][j - i];
            }
        }
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return new Samples(SampleShape.table(p, 1), Map.of(Samples.WINDOW, NumericArray.owned(x, rows, p)),
                Map.of(Samples.TARGET, NumericArray.of(Arrays.stream(PROJECTED).map(y -> scale * y).toArray(), rows, 1)),
                NumericArray.owned(ones), IntStream.range(0, rows).toArray(), new int[rows], PATIENTS);
    }
}
