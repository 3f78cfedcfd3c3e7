package org.paramscope.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.AnalysisNode;
import org.paramscope.study.BudgetNode;
import org.paramscope.study.SearchNode;

/** What is computed from the parameter distributions, and how long networks are trained. */
final class AnalysisPage extends StudyPage {

    private SettingsForm analysis;
    private SettingsForm budget;
    private SettingsForm search;

    AnalysisPage(StudyEditor editor) {
        super(editor, "analysis", "Analysis");
    }

    @Override
    void build(Composite page, FormToolkit toolkit) {
        Composite columns = columns(page, toolkit, 0.5);
        AnalysisNode node = document().study().getAnalysis();
        Map<String, Map<String, String>> words = Map.of("metric", StudyFields.names(Kind.METRIC, node.getMetric()),
                "reducer", StudyFields.names(Kind.REDUCER, node.getReducer()), "referenceModel", references(node));
        List<SettingDescription> settings = DataPage.schema(node).stream()
                .map(s -> words.containsKey(s.name()) ? StudyFields.choice(s, List.copyOf(words.get(s.name()).values())) : s)
                .toList();
        analysis = new SettingsForm(section(columns, toolkit, "Parameter space"), toolkit, document(), "analysis", settings,
                setting -> StudyFields.values(document(), node).apply(setting)
                        .inWords(words.getOrDefault(setting.name(), Map.of())));
        BudgetNode training = document().study().getBudget();
        budget = new SettingsForm(section(columns, toolkit, "Training"), toolkit, document(), "budget",
                DataPage.schema(training), StudyFields.values(document(), training));
        SearchNode searching = document().study().getSearch();
        search = new SettingsForm(section(columns, toolkit, "Search"), toolkit, document(), "search",
                DataPage.schema(searching), StudyFields.values(document(), searching));
        for (SettingsForm form : new SettingsForm[] {analysis, budget, search}) {
            GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).grab(true, false).applyTo(form.control());
        }
    }

    /** What may be reduced: the largest model, any model by its name, or none. */
    private Map<String, String> references(AnalysisNode node) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("", "the largest");
        Stream.concat(document().study().getModels().stream().map(model -> model.getName()), Stream.of(node.getReferenceModel()))
                .filter(name -> name != null && !name.isEmpty()).forEach(name -> words.put(name, name));
        words.put("none", "none");
        return words;
    }

    @Override
    void refresh() {
        analysis.refresh();
        budget.refresh();
        search.refresh();
    }

    SettingsForm analysis() {
        return analysis;
    }

    SettingsForm budget() {
        return budget;
    }

    SettingsForm search() {
        return search;
    }
}
