package org.paramscope.core.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.ReductionResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.RunState;
import org.paramscope.core.run.SearchResult;
import org.paramscope.study.StudyFiles;
import org.paramscope.study.WriteFailure;

/**
 * The results beside a study: {@code <name>.results/<run>/}. Arrays are .npz files that {@code numpy.load} reads,
 * float64 in C order; a JSON file beside each gives shapes, units and all that is no array. What is read back equals
 * what was written. Parts are written while a run goes on, each whole or not at all.
 */
public final class ResultStore {

    private static final String SUMMARY = "summary";
    private static final String STATUS = "run";
    private static final String REDUCTION = "reduction";
    /** No name of an estimator begins like this, see {@link #safe}. */
    private static final String SEARCH = " search";

    private final Path folder;

    private ResultStore(Path folder) {
        this.folder = folder;
    }

    /** The store of a study file. Nothing is made yet. */
    public static ResultStore of(Path study) {
        Path absolute = study.toAbsolutePath();
        String name = absolute.getFileName().toString();
        String stem = name.endsWith("." + StudyFiles.EXTENSION)
                ? name.substring(0, name.length() - StudyFiles.EXTENSION.length() - 1) : name;
        return new ResultStore(absolute.resolveSibling(stem + ".results"));
    }

    /** The folder of all runs. */
    public Path folder() {
        return folder;
    }

    /** The folder of a run. */
    public Path folder(String run) {
        return folder.resolve(run);
    }

    /** Identifiers of the runs, oldest first; finished or not. */
    public List<String> runs() throws StoreException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new StoreException(folder, "cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Makes the folder of a run, and thereby finds out whether it can be written. */
    public void create(String run) throws StoreException {
        try {
            Files.createDirectories(folder(run));
        } catch (IOException e) {
            throw new StoreException(folder(run), "cannot be made: " + WriteFailure.explain(folder(run), 0, e), e);
        }
    }

    /** Writes how a run stands. */
    public void write(RunState status) throws StoreException {
        part(status.provenance().identifier(), STATUS).write(status, "", Map.of());
    }

    /** How a run stands; empty when its folder says nothing. */
    public Optional<RunState> status(String run) throws StoreException {
        return part(run, STATUS).read(RunState.class, "");
    }

    /** Writes the search of a model's settings, under the key of what it was computed from. */
    public void write(String run, String model, SearchResult search, String key) throws StoreException {
        part(run, pair(model, SEARCH)).write(search, key, Map.of());
    }

    /** The search of a model's settings, when it was computed for the key. */
    public Optional<SearchResult> search(String run, String model, String key) throws StoreException {
        return part(run, pair(model, SEARCH)).read(SearchResult.class, key);
    }

    /** Writes a model's single fit, without its estimates, under the key of what it was computed from. */
    public void write(String run, ModelResult model, String key) throws StoreException {
        part(run, safe(model.name())).write(model.with(List.of()), key, Map.of());
    }

    /** A model's single fit, when it was computed for the key. */
    public Optional<ModelResult> model(String run, String name, String key) throws StoreException {
        return part(run, safe(name)).read(ModelResult.class, key);
    }

    /** Writes what an estimator says of a model, under the key of what it was computed from. */
    public void write(String run, EstimatorResult result, String key) throws StoreException {
        part(run, pair(result.model(), result.estimator())).write(result, key, Map.of());
    }

    /** What an estimator says of a model, when it was computed for the key. */
    public Optional<EstimatorResult> estimate(String run, String model, String estimator, String key) throws StoreException {
        return part(run, pair(model, estimator)).read(EstimatorResult.class, key);
    }

    /** Writes the reduction, under the key of what it was computed from. */
    public void write(String run, ReductionResult reduction, String key) throws StoreException {
        part(run, REDUCTION).write(reduction, key, Map.of());
    }

    /** The reduction, when it was computed for the key. */
    public Optional<ReductionResult> reduction(String run, String key) throws StoreException {
        return part(run, REDUCTION).read(ReductionResult.class, key);
    }

    /** Writes what remains of a result when its parts are written. */
    public void write(RunResult result) throws StoreException {
        String unit = result.signal().unit().isEmpty() ? "1" : result.signal().unit();
        part(result.provenance().identifier(), SUMMARY).write(Summary.of(result), "",
                Map.of("reconstruction.measured", unit, "reconstruction.models", unit));
    }

    /**
     * Reads a finished run.
     *
     * @throws StoreException when there is no such run, it is not finished, or its files are damaged
     */
    public RunResult read(String run) throws StoreException {
        Summary summary = part(run, SUMMARY).read(Summary.class, "").orElseThrow(() -> new StoreException(folder(run),
                Files.exists(folder(run)) ? "the run is not finished; run the study again, or with --resume"
                        : "there is no such run", null));
        List<ModelResult> models = new ArrayList<>();
        for (Summary.Entry entry : summary.models()) {
            ModelResult model = model(run, entry.model(), "").orElseThrow(() -> missing(run, entry.model()));
            List<EstimatorResult> estimates = new ArrayList<>();
            for (String estimator : entry.estimators()) {
                estimates.add(estimate(run, entry.model(), estimator, "")
                        .orElseThrow(() -> missing(run, entry.model() + " x " + estimator)));
            }
            models.add(model.with(estimates));
        }
        return summary.result(models, summary.reduced() ? reduction(run, "") : Optional.empty());
    }

    /** A hash of everything that a part depends on. */
    public static String key(List<String> ingredients) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String each : ingredients) {
                digest.update(each.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private StoreException missing(String run, String part) {
        return new StoreException(folder(run), "the part '" + part + "' is missing; run the study again", null);
    }

    private StoredPart part(String run, String name) {
        return new StoredPart(folder(run), name);
    }

    private static String pair(String model, String estimator) {
        return safe(model) + "." + safe(estimator);
    }

    /** A file name for any name: signs that file systems dislike are replaced, and a hash keeps the names apart. */
    private static String safe(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "-");
        boolean taken = plain.equals(SUMMARY) || plain.equals(STATUS) || plain.equals(REDUCTION);
        return plain.equals(name) && !taken ? name : plain + "-" + key(List.of(name)).substring(0, 8);
    }
}
