package org.paramscope.ui.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IWorkbenchWindow;
import org.paramscope.core.run.RunResult;
import org.paramscope.figures.Selection;

/**
 * What the viewers of a window show: the study in front with one of its results, the model and estimator looked at, and
 * the picked neurons. Used on the display's thread.
 */
public final class ActiveResult {

    private static final Map<IWorkbenchWindow, ActiveResult> WINDOWS = new HashMap<>();

    /**
     * The model and the estimator that are looked at.
     *
     * @param model     name in the study; empty for any
     * @param estimator name in the study; empty for any
     */
    public record Focus(String model, String estimator) {

        public static final Focus ANY = new Focus("", "");
    }

    /**
     * A study and the result of it that is shown.
     *
     * @param study  its name; empty when no study is in front
     * @param result what one of its runs found; empty when it has none to show
     * @param reason why there is no result, and what to do; empty when there is one
     */
    public record Shown(String study, Optional<RunResult> result, String reason) {

        /** No study is in front. */
        public static final Shown NOTHING = new Shown("", Optional.empty(),
                "No study is in front. Open one, or make a new one, and this view shows its results.");

        /** Results are compared by identity: their values are large. */
        boolean same(Shown other) {
            return study.equals(other.study) && reason.equals(other.reason) && result.orElse(null) == other.result.orElse(null);
        }

        /** The study and the run; without a run, the study; empty without both. */
        public String words() {
            return result.map(run -> study + ", run " + run.provenance().identifier()).orElse(study);
        }
    }

    private final List<Runnable> listeners = new ArrayList<>();
    private Shown shown = Shown.NOTHING;
    private Focus focus = Focus.ANY;
    private Selection selection = Selection.none();

    private ActiveResult() {
    }

    /** The result of a window. */
    public static ActiveResult of(IWorkbenchWindow window) {
        return WINDOWS.computeIfAbsent(window, opened -> {
            opened.getShell().addDisposeListener(event -> WINDOWS.remove(opened));
            return new ActiveResult();
        });
    }

    public Optional<RunResult> result() {
        return shown.result();
    }

    public Shown shown() {
        return shown;
    }

    public Focus focus() {
        return focus;
    }

    public Selection selection() {
        return selection;
    }

    /** Shows a study, with a result or without, in all viewers. */
    public void show(Shown next) {
        if (next.same(shown)) {
            return;
        }
        shown = next;
        focus = Focus.ANY;
        selection = Selection.none();
        changed();
    }

    /** Looks at a model and an estimator; neurons of another model are no longer picked. */
    public void look(Focus next) {
        if (!next.equals(focus)) {
            focus = next;
            selection = Selection.none();
            changed();
        }
    }

    /** Picks neurons in all viewers. */
    public void select(Selection next) {
        if (!next.equals(selection)) {
            selection = next;
            changed();
        }
    }

    private void changed() {
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** Calls back after each change for as long as the widget lives. */
    public void onChange(Widget owner, Runnable listener) {
        listeners.add(listener);
        owner.addDisposeListener(event -> listeners.remove(listener));
    }
}
