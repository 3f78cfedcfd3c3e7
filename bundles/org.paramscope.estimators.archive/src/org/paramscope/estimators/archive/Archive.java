package org.paramscope.estimators.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.paramscope.data.DataException;
import org.paramscope.data.Memory;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaSource;
import org.paramscope.engine.UnitLayer;

/**
 * Networks of one architecture that were trained elsewhere, one state dict a file. Float32 and narrower values are taken over to the
 * bit. Networks are read one after the other, so that memory holds the result and one of them.
 */
public final class Archive implements ReplicaSource<Archive.Settings> {

    /**
     * Which networks, and what their units are.
     *
     * @param folder     with one network in each .npz and .safetensors file
     * @param units      file that describes the layers; empty: units.json in the folder or, without one, a plain chain of layers
     * @param activation of the layers of a plain chain; a units file says it for each layer
     */
    public record Settings(
            @Setting(label = "Folder", help = "one network in each .npz or .safetensors file") Path folder,
            @Setting(label = "Units", optional = true, help = "JSON file that describes the layers; nothing: units.json in the folder, else a plain chain of layers")
            Path units,
            @Setting(label = "Activation", help = "of the layers of a plain chain, which decides what may be done to units; other: they are only reordered")
            Nonlinearity activation) {

        /** No folder yet. */
        public Settings() {
            this(Path.of(""));
        }

        /** A folder, its units.json or a plain chain. */
        public Settings(Path folder) {
            this(folder, Path.of(""), Nonlinearity.OTHER);
        }
    }

    @Override
    public ParameterDistribution open(Settings settings, Progress progress) throws DataException {
        List<Path> files = NetworkFiles.in(settings.folder());
        Map<String, NumericArray> first = NetworkFiles.read(files.getFirst());
        Architecture architecture = Architecture.of(files.getFirst(), first);
        List<UnitLayer> units = units(settings, architecture);
        NumericArray samples = samples(files, architecture, progress);
        Moments moments = Moments.of(samples);
        return ParameterDistribution.of(architecture.layout(), units, moments.mean(), new Covariance.Diagonal(moments.variances()))
                .withSamples(samples, NumericArray.zeros(0, architecture.size()), false).withDiagnostic("networks", files.size());
    }

    private static List<UnitLayer> units(Settings settings, Architecture architecture) throws DataException {
        boolean named = !settings.units().toString().isEmpty();
        Path file = named ? settings.units() : settings.folder().resolve(UnitsFile.NAME);
        if (named || Files.exists(file)) {
            return new DescribedLayers(architecture, file.toString()).layers(UnitsFile.read(file));
        }
        return new DescribedLayers(architecture, settings.folder().toString())
                .layers(PlainChain.of(architecture, settings.activation(), settings.folder()));
    }

    private static NumericArray samples(List<Path> files, Architecture architecture, Progress progress) throws DataException {
        int p = architecture.size();
        long values = (long) files.size() * p;
        String folder = architecture.file().toAbsolutePath().getParent().toString();
        if (values > Integer.MAX_VALUE - 8) {
            throw new DataException(folder, "", files.size() + " networks of " + p + " parameters are " + values + " values: at most "
                    + (Integer.MAX_VALUE - 8) + " are allowed");
        }
        long needed = Double.BYTES * (values + 4L * p);
        if (needed > Memory.available(needed)) {
            throw new DataException(folder, "", files.size() + " networks of " + p + " parameters need " + Memory.megabytes(needed) + " MB and "
                    + Memory.megabytes(Memory.available(needed)) + " MB are available: give Java more memory (-Xmx)");
        }
        double[] rows = new double[(int) values];
        for (int b = 0; b < files.size(); b++) {
            progress.check();
            progress.report((double) b / files.size(), "reading " + files.get(b).getFileName());
            architecture.write(files.get(b), NetworkFiles.read(files.get(b)), rows, b * p);
        }
        progress.report(1, "read " + files.size() + " networks");
        return NumericArray.owned(rows, files.size(), p);
    }

    /** Mean and variance of every parameter as stored, [p]; of one network the variance is 0. */
    private record Moments(NumericArray mean, NumericArray variances) {

        static Moments of(NumericArray samples) {
            int count = samples.size(0);
            int p = samples.size(1);
            double[] mean = new double[p];
            double[] squares = new double[p];
            for (int b = 0; b < count; b++) {
                for (int j = 0; j < p; j++) {
                    double value = samples.at(b * p + j);
                    double before = value - mean[j];
                    mean[j] += before / (b + 1);
                    squares[j] += before * (value - mean[j]);
                }
            }
            for (int j = 0; j < p; j++) {
                squares[j] /= Math.max(1, count - 1);
            }
            return new Moments(NumericArray.owned(mean), NumericArray.owned(squares));
        }
    }
}
