package org.paramscope.datasets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.Npy;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.data.settings.Setting;

/**
 * An array in a .npy file, time along its first axis: [T] is one channel, [T, channels] several, [T, height, width] a film in grey.
 * NaN is a missing value.
 */
public final class NumpyArray implements Dataset<NumpyArray.Settings> {

    /**
     * What to read, and how.
     *
     * @param file the file
     * @param rate samples or pictures a second; empty: no unit of time is known
     * @param name of the signal; empty: that of the file
     * @param unit of the values
     */
    public record Settings(
            @Setting(label = "File", help = "an array [T], [T, channels] or [T, height, width], as numpy.save writes it") Path file,
            @Setting(label = "Rate", min = 1e-12, max = 1e12, unit = "Hz", help = "samples or pictures a second; nothing: unknown")
            OptionalDouble rate,
            @Setting(label = "Name", optional = true, help = "of the signal; nothing: that of the file") String name,
            @Setting(label = "Unit of the values", optional = true) String unit) {

        /** No file yet. */
        public Settings() {
            this(Path.of(""));
        }

        /** A file. */
        public Settings(Path file) {
            this(file, OptionalDouble.empty(), "", "");
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) throws DataException {
        FileCheck.require(s.file(), "npy", "a .npy file");
        progress.report(0, "reading " + s.file().getFileName());
        progress.check();
        NumericArray array = Npy.read(s.file());
        progress.check();
        String file = s.file().toString();
        if (array.rank() < 1 || array.rank() > 3) {
            throw new DataException(file, "", "has the shape " + Arrays.toString(array.shape())
                    + ": [T], [T, channels] or [T, height, width] is allowed");
        }
        if (array.size(0) < 2 || array.length() == 0) {
            throw new DataException(file, "", "has the shape " + Arrays.toString(array.shape()) + ": at least 2 samples of at least one value are needed");
        }
        int missing = check(file, array);
        String stem = FileCheck.stem(s.file());
        String name = s.name().isEmpty() ? stem : s.name();
        Clock clock = s.rate().isPresent() ? Clock.regular(s.rate().getAsDouble(), RateUnit.HERTZ) : Clock.regular(1, RateUnit.PER_SAMPLE);
        Signal signal = array.rank() == 3 ? Signal.film(name, s.unit(), clock, array) : Signal.of(name, s.unit(), clock, array);
        Signal whole = missing == 0 ? signal : signal.withMask(mask(signal.values()));
        progress.report(1, "read " + s.file().getFileName());
        return Recording.of(whole).withName(stem).withOrigin(stem, s.file().getFileName().toString(), "", false);
    }

    /** The number of missing values; refuses what cannot be analysed. */
    private static int check(String file, NumericArray array) throws DataException {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int missing = 0;
        for (int i = 0; i < array.length(); i++) {
            double value = array.at(i);
            if (Double.isNaN(value)) {
                missing++;
            } else if (Math.abs(value) > PlainNumber.LARGEST) {
                throw new DataException(file, "sample " + i / (array.length() / array.size(0)), "the value " + value
                        + " is too large: a number from -1e100 to 1e100 is allowed");
            } else {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        if (least >= most) {
            throw new DataException(file, "", (least > most ? "every value is missing" : "every value is " + least) + ": values that vary are needed");
        }
        return missing;
    }

    private static NumericArray mask(NumericArray values) {
        double[] mask = values.toArray();
        for (int i = 0; i < mask.length; i++) {
            mask[i] = Double.isNaN(mask[i]) ? 0 : 1;
        }
        return NumericArray.owned(mask, values.shape());
    }
}
