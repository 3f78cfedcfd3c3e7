package org.paramscope.datasets.classic;

import java.io.IOException;
import java.io.InputStream;

/** The embedded series: where each comes from, and its values as text, one a line below a header. */
public enum ClassicSeries {

    /** Monthly mean relative sunspot numbers, 1749 to 1983. */
    SUNSPOTS("Monthly sunspot numbers, 1749-1983", """
            Swiss Federal Observatory, Zurich, until 1960, then Tokyo Astronomical Observatory; Andrews and Herzberg 1985, \
            Data, Springer; series 'sunspots' of R 4.2.2 (Debian r-base-core 4.2.2.20221110-2)""", Licences.R, "sunspots.csv"),
    /** Atmospheric carbon dioxide at Mauna Loa, monthly, 1959 to 1997. */
    CO2("Mauna Loa atmospheric CO2, 1959-1997", """
            C. D. Keeling and T. P. Whorf, Scripps Institution of Oceanography; Cleveland 1993, Visualizing Data, Hobart; \
            series 'co2' of R 4.2.2 (Debian r-base-core 4.2.2.20221110-2); February to April 1964 interpolated""",
            Licences.R, "co2.csv"),
    /** International airline passengers, monthly, 1949 to 1960. */
    AIRPASSENGERS("Monthly international airline passengers, 1949-1960", """
            Box, Jenkins and Reinsel 1976, Time Series Analysis, Holden-Day, series G; series 'AirPassengers' of R 4.2.2 \
            (Debian r-base-core 4.2.2.20221110-2)""", Licences.R, "airpassengers.csv"),
    /** Electrocardiogram with arrhythmia, lead MLII, five minutes at 360 Hz. */
    ECG208("Electrocardiogram, MIT-BIH record 208, 19:35 to 24:35, lead MLII", """
            Moody and Mark 2001, IEEE Eng. in Med. and Biol. 20(3):45-50, MIT-BIH Arrhythmia Database 1.0.0, doi 10.13026/C2F305; \
            Goldberger et al. 2000, PhysioNet, Circulation 101(23):e215-e220; from scipy/misc/ecg.dat of SciPy 1.10.1 \
            (Debian python3-scipy 1.10.1-2), converted to mV: (count - 1024) / 200""",
            Licences.SCIPY, "ecg208.csv");

    private final String title;
    private final String source;
    private final String licence;
    private final String file;

    ClassicSeries(String title, String source, String licence, String file) {
        this.title = title;
        this.source = source;
        this.licence = licence;
        this.file = file;
    }

    /** What the series is called. */
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
     * The text: a header {@code name [unit]}, then a value a line. The caller closes it.
     *
     * @throws IOException when the resource is missing from the bundle
     */
    public InputStream open() throws IOException {
        InputStream in = ClassicSeries.class.getResourceAsStream(file);
        if (in == null) {
            throw new IOException("the bundle org.paramscope.datasets.classic lacks " + file);
        }
        return in;
    }

    private static final class Licences {
        static final String R = "GPL-2 | GPL-3";
        static final String SCIPY = "ODC-By 1.0 (PhysioNet); distributed with SciPy under BSD-3-Clause";
    }
}
