package org.paramscope.datasets.classic;

import java.io.IOException;
import java.io.InputStream;

/** The embedded tables: where each comes from, and its rows as comma-separated text below a header. */
public enum ClassicTable {

    /** Ten baseline values of 442 patients and the progression of their disease after a year, the last column. */
    DIABETES("Progression of diabetes", """
            Efron, Hastie, Johnstone and Tibshirani 2004, Least angle regression, Annals of Statistics 32(2):407-499; \
            diabetes_data_raw and diabetes_target of scikit-learn 1.2.1 (Debian python3-sklearn 1.2.1+dfsg-1)""",
            "distributed with scikit-learn under BSD-3-Clause", "diabetes.csv");

    private final String title;
    private final String source;
    private final String licence;
    private final String file;

    ClassicTable(String title, String source, String licence, String file) {
        this.title = title;
        this.source = source;
        this.licence = licence;
        this.file = file;
    }

    /** What the table is called. */
    public String title() {
        return title;
    }

    /** Who measured and published it, and where it was taken from. */
    public String source() {
        return source;
    }

    /** Under which licence it is distributed here. */
    public String licence() {
        return licence;
    }

    /**
     * The text: a header of names, then a row a line. The caller closes it.
     *
     * @throws IOException when the resource is missing from the bundle
     */
    public InputStream open() throws IOException {
        InputStream in = ClassicTable.class.getResourceAsStream(file);
        if (in == null) {
            throw new IOException("the bundle org.paramscope.datasets.classic lacks " + file);
        }
        return in;
    }
}
