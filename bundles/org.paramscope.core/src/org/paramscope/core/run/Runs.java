package org.paramscope.core.run;

import java.nio.file.Path;
import java.util.Optional;

import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.study.RunNode;
import org.paramscope.study.StudyFactory;

/** The record of a run in its study. */
public final class Runs {

    private Runs() {
    }

    /** The node of a run, from what its folder says; empty when the folder says nothing. */
    public static Optional<RunNode> node(Path study, String run) throws StoreException {
        ResultStore store = ResultStore.of(study);
        return store.status(run).map(state -> node(state, store.folder().getFileName() + "/" + run));
    }

    private static RunNode node(RunState state, String results) {
        Provenance provenance = state.provenance();
        RunNode node = StudyFactory.eINSTANCE.createRunNode();
        node.setIdentifier(provenance.identifier());
        node.setStatus(state.status());
        node.setStarted(provenance.started());
        node.setDurationSeconds(provenance.durationSeconds());
        node.setSeed(provenance.seed());
        node.setDataHash(provenance.dataHash());
        node.setSimulated(provenance.simulated());
        node.setMachine(provenance.machine());
        provenance.versions().forEach((id, version) -> node.getVersions().put(id, version));
        node.setResults(results);
        node.setMessage(state.message());
        return node;
    }
}
