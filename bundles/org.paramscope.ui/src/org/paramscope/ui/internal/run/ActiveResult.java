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
 * What the viewers of a window show: one result, the model and estimator looked at, and the picked neurons. Used on
 * the display's thread.
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

    private final List<Runnable> listeners = new ArrayList<>();
    private RunResult result;
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
        return Optional.ofNullable(result);
    }

    public Focus focus() {
        return focus;
    }

    public Selection selection() {
        return selection;
    }

    /** Shows a result in all viewers. */
    public void show(RunResult next) {
        result = next;
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
