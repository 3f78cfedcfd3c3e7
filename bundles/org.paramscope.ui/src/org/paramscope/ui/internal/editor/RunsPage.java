package org.paramscope.ui.internal.editor;

import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.core.run.RunResult;
import org.paramscope.study.RunNode;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.studies.RunWords;

/** The runs of a study, what the one shown found, and how two of them differ. */
final class RunsPage extends StudyPage {

    private static final int LEAST_HEIGHT = 80;
    private static final int LARGEST_HEIGHT = 500;

    private RunBar bar;
    private Table runs;
    private Table comparison;
    private Label findings;
    private Button show;
    private List<String> listed = List.of();

    RunsPage(StudyEditor editor) {
        super(editor, "runs", "Runs");
    }

    @Override
    void build(Composite page, FormToolkit toolkit) {
        bar = new RunBar(page, toolkit, editor()::cancel, this::layout);
        Composite top = section(page, toolkit, "Runs");
        runs = table(top, toolkit, SWT.MULTI, 66);
        columns(runs, List.of("Run", "Started", "Status", "Duration", "Seed"), List.of(false, false, false, true, true));
        Composite buttons = toolkit.createComposite(top);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(buttons);
        Button run = toolkit.createButton(buttons, "Run", SWT.PUSH);
        run.setImage(Icons.image("run"));
        run.addListener(SWT.Selection, event -> editor().run());
        show = toolkit.createButton(buttons, "Show results", SWT.PUSH);
        show.setToolTipText("Shows the results of the selected run; of two selected runs, what differs");
        show.addListener(SWT.Selection, event -> showSelected());
        runs.addListener(SWT.DefaultSelection, event -> showSelected());
        runs.addListener(SWT.Selection, event -> enable());
        Composite below = section(page, toolkit, "Comparison, with 95 % intervals");
        comparison = table(below, toolkit, SWT.SINGLE, LEAST_HEIGHT);
        comparison.addListener(SWT.Selection, event -> editor().look(comparison.getSelection()[0].getText(0)));
        findings = toolkit.createLabel(below, "", SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(150, SWT.DEFAULT).indent(2, 4).applyTo(findings);
    }

    private static Table table(Composite parent, FormToolkit toolkit, int style, int height) {
        Table table = toolkit.createTable(parent, style | SWT.FULL_SELECTION | SWT.BORDER);
        table.setHeaderVisible(true);
        table.setScrollbarsMode(SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).hint(150, height).applyTo(table);
        return table;
    }

    private static void columns(Table table, List<String> headings, List<Boolean> numeric) {
        for (TableColumn former : table.getColumns()) {
            former.dispose();
        }
        for (int i = 0; i < headings.size(); i++) {
            TableColumn column = new TableColumn(table, numeric.get(i) ? SWT.RIGHT : SWT.LEFT);
            column.setText(headings.get(i));
        }
    }

    private static void pack(Table table) {
        for (TableColumn column : table.getColumns()) {
            column.pack();
        }
    }

    private void enable() {
        show.setEnabled(runs.getSelectionCount() == 1 || runs.getSelectionCount() == 2);
        show.setText(runs.getSelectionCount() == 2 ? "Compare" : "Show results");
    }

    private void showSelected() {
        int[] selected = runs.getSelectionIndices();
        if (selected.length == 1) {
            editor().showRun(listed.get(selected[0]), "");
        } else if (selected.length == 2) {
            editor().compare(listed.get(selected[1]), listed.get(selected[0]));
        }
    }

    @Override
    void refresh() {
        List<RunNode> nodes = document().study().getRuns().reversed();
        List<String> now = nodes.stream().map(RunNode::getIdentifier).toList();
        if (!now.equals(listed)) {
            listed = now;
            runs.removeAll();
            for (RunNode node : nodes) {
                TableItem item = new TableItem(runs, SWT.NONE);
                item.setImage(0, Icons.image(RunWords.icon(node.getStatus())));
                item.setText(new String[] {node.getIdentifier(), RunWords.started(node),
                    RunWords.status(node.getStatus()), RunWords.duration(node), Long.toString(node.getSeed())});
            }
            pack(runs);
        }
        enable();
        editor().shownRun().ifPresentOrElse(this::show, () -> fill(new RunTables.Table(List.of("Model"), List.of(false), List.of()),
                "Run the study, and what was found appears here and in the viewers."));
    }

    private void show(RunResult run) {
        int index = listed.indexOf(run.provenance().identifier());
        if (index >= 0 && runs.getSelectionCount() == 0) {
            runs.select(index);
            enable();
        }
        fill(RunTables.of(run), run.findings().stream().map(line -> "\u2022 " + line).collect(Collectors.joining("\n")));
    }

    /** Shows a table and the words below it. */
    void fill(RunTables.Table table, String words) {
        comparison.setRedraw(false);
        comparison.removeAll();
        columns(comparison, table.headings(), table.numeric());
        for (List<String> row : table.rows()) {
            new TableItem(comparison, SWT.NONE).setText(row.toArray(String[]::new));
        }
        pack(comparison);
        // All rows at once: the page itself scrolls.
        ((GridData) comparison.getLayoutData()).heightHint = Math.clamp(comparison.computeSize(SWT.DEFAULT, SWT.DEFAULT).y,
                LEAST_HEIGHT, LARGEST_HEIGHT);
        comparison.setRedraw(true);
        findings.setText(words);
        layout();
    }

    /** Shows how far the run is; without one, nothing. */
    void progress(double fraction, String message) {
        if (bar != null) {
            bar.show(fraction, message);
        }
    }

    void ended() {
        if (bar != null) {
            bar.hide();
        }
    }

    Table comparison() {
        return comparison;
    }

    Table runs() {
        return runs;
    }

    RunBar bar() {
        return bar;
    }
}
