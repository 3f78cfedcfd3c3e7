package org.paramscope.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.datasets.classic.ClassicSeries;

/** Opens an embedded series. */
abstract class Classic implements Dataset<Classic.Settings> {

    /** Nothing to set: the series are what they are. */
    public record Settings() {
    }

    private final ClassicSeries series;
    private final String name;
    private final Clock clock;

    Classic(ClassicSeries series, String name, Clock clock) {
        this.series = series;
        this.name = name;
        this.clock = clock;
    }

    @Override
    public Recording open(Settings settings, Progress progress) throws DataException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(series.open(), StandardCharsets.UTF_8))) {
            Heading heading = Heading.of(lines.readLine());
            double[] values = lines.lines().mapToDouble(Double::parseDouble).toArray();
            Signal signal = Signal.of(heading.name(), heading.unit(), clock, NumericArray.owned(values));
            return Recording.of(signal).withName(name).withOrigin(series.title(), series.source(), series.licence(), false);
        } catch (IOException | RuntimeException e) {
            throw new DataException(name, "", "the embedded series cannot be read: " + e.getMessage(), e);
        }
    }
}
