package org.paramscope.core.run;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.ReplicaSource;
import org.paramscope.geometry.alignment.Alignment;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.alignment.IdentityTest;

/** Analyses networks that were trained elsewhere, without data and without a model: alignment, identity, metric, densities. */
public final class ReplicaAnalysis {

    private static final int LEAST_NETWORKS = 2;
    private static final int LEAST_TESTED = 4;
    private static final int CHUNK = 8192;

    private ReplicaAnalysis() {
    }

    /**
     * Opens the networks and analyses them. The numbers do not depend on the number of threads.
     *
     * @throws DataException when the networks cannot be read, are of several architectures, or are too few
     * @throws org.paramscope.data.ShapeException when an alignment would need the model
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    public static ReplicaResult run(ReplicaPlan plan, int threads, Progress whole) throws DataException {
        Progress progress = NamedProgress.of(whole, plan.source().name());
        long begun = System.nanoTime();
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        ParameterDistribution opened = open(plan, progress.part(0, 0.2));
        int count = opened.samples().size(0);
        if (count < LEAST_NETWORKS) {
            throw new DataException(plan.source().name(), "", "there are " + count + " networks: at least " + LEAST_NETWORKS + " are needed");
        }
        long aligning = System.nanoTime();
        progress.report(0.2, "aligning " + count + " networks");
        Alignment alignment = Alignment.of(opened, progress.part(0.2, 0.4));
        ParameterDistribution aligned = alignment.distribution();
        double seconds = (System.nanoTime() - aligning) * 1e-9;
        Optional<IdentityReport> identity = identity(plan, alignment, aligned, progress.part(0.4, 0.7));
        progress.report(0.7, "measuring the distances of the neurons");
        EstimatorResult networks = new EstimatorResult(plan.source().name(), "", aligned, Optional.empty(), identity,
                EstimateStage.spaces(aligned, identity, plan.metric(), progress.part(0.7, 0.75)), NumericArray.zeros(0), "", seconds);
        List<EstimatorResult> densities = new ArrayList<>();
        for (StudyPlan.Choice density : plan.densities()) {
            double share = 0.25 / plan.densities().size();
            double from = 0.75 + densities.size() * share;
            densities.add(fit(plan, density, networks, threads, NamedProgress.of(whole.part(from, from + share), density.name())));
        }
        Provenance provenance = new Provenance(plan.source().name(), plan.source().contribution().id(), started, (System.nanoTime() - begun) * 1e-9,
                plan.seed(), hash(opened.samples()), false, RunRecord.machine(), threads, plan.versions(), plan.settings());
        whole.report(1, "done");
        return new ReplicaResult(provenance, networks, densities);
    }

    @SuppressWarnings("unchecked")
    private static ParameterDistribution open(ReplicaPlan plan, Progress progress) throws DataException {
        return ((ReplicaSource<Record>) plan.source().contribution().instance()).open(plan.source().settings(), progress);
    }

    private static Optional<IdentityReport> identity(ReplicaPlan plan, Alignment alignment, ParameterDistribution aligned, Progress progress) {
        if (aligned.units().isEmpty() || aligned.samples().size(0) < LEAST_TESTED) {
            return Optional.empty();
        }
        progress.report(0, "testing the neurons' identity");
        return Optional.of(IdentityTest.of(alignment, plan.surrogates(), plan.seed(), progress)).filter(report -> !report.layers().isEmpty());
    }

    private static EstimatorResult fit(ReplicaPlan plan, StudyPlan.Choice density, EstimatorResult networks, int threads, Progress progress) {
        progress.report(0, "fitting");
        long begun = System.nanoTime();
        ParameterDistribution distribution = EstimateStage.density(density, networks.distribution(), plan.seed(),
                ReplicaExecutor.threads(threads), progress.part(0, 0.9));
        double seconds = (System.nanoTime() - begun) * 1e-9;
        return new EstimatorResult(density.name(), "", distribution, Optional.empty(), Optional.empty(),
                EstimateStage.spaces(distribution, networks.identity(), plan.metric(), progress.part(0.9, 1)), NumericArray.zeros(0),
                networks.estimator(), seconds);
    }

    /** SHA-256 of the values, big-endian. */
    private static String hash(NumericArray values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES);
            for (int i = 0; i < values.length(); i++) {
                buffer.putDouble(values.at(i));
                if (!buffer.hasRemaining()) {
                    digest.update(buffer.flip());
                    buffer.clear();
                }
            }
            digest.update(buffer.flip());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
