package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.Node;
import org.paramscope.study.Study;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.internal.Installed;

class StudyFormsTest {

    private StudyEditor editor;

    @BeforeEach
    void open() throws Exception {
        editor = SmallStudy.open(SmallStudy.write("forms"));
    }

    @AfterEach
    void close() {
        EventLoop.page().closeEditor(editor, false);
        EventLoop.settle();
    }

    private Study study() {
        return editor.document().study();
    }

    private static void type(SettingField field, String text) {
        ((Text) field.control()).setText(text);
        EventLoop.settle();
    }

    @Test
    void whatIsTypedEntersTheStudyAndCanBeUndoneByTheCommands() throws Exception {
        editor.setActivePage("data");
        EventLoop.settle();
        SettingField length = editor.dataPage().windows().field("length").orElseThrow();
        int before = study().getWindows().getLength();
        for (String text : List.of("6", "60")) {
            type(length, text);
        }
        assertEquals(60, study().getWindows().getLength());
        assertTrue(editor.isDirty());
        EventLoop.page().activate(editor);
        EventLoop.settle();
        IHandlerService commands = EventLoop.window().getService(IHandlerService.class);
        commands.executeCommand(IWorkbenchCommandConstants.EDIT_UNDO, null);
        assertEquals(before, study().getWindows().getLength(), "letters of one word are one change");
        assertEquals(Integer.toString(before), ((Text) length.control()).getText());
        assertFalse(editor.isDirty());
        commands.executeCommand(IWorkbenchCommandConstants.EDIT_REDO, null);
        assertEquals(60, study().getWindows().getLength());
        assertEquals("60", ((Text) length.control()).getText());
    }

    @Test
    void aWrongValueIsMarkedWhereItStandsWithWhatIsAllowed() {
        editor.showPage(1, "autoencoder-8");
        EventLoop.settle();
        SettingField hidden = editor.modelsPage().form().field("hidden").orElseThrow();
        SettingDescription description = hidden.description();
        type(hidden, Long.toString((long) description.max() + 1));
        assertTrue(hidden.problem().orElseThrow().contains(description.allowed()), hidden.problem().orElse(""));
        assertEquals(1, editor.document().problems().size());
        editor.document().undo();
        EventLoop.settle();
        assertTrue(hidden.problem().isEmpty());
        assertEquals(List.of(), editor.document().problems());
    }

    @Test
    void aWordWhereANumberIsWantedNeverReachesTheStudy() {
        editor.setActivePage("data");
        EventLoop.settle();
        SettingField stride = editor.dataPage().windows().field("stride").orElseThrow();
        int before = study().getWindows().getStride();
        type(stride, "often");
        assertTrue(stride.problem().isPresent());
        assertEquals("often", ((Text) stride.control()).getText());
        assertEquals(before, study().getWindows().getStride());
        type(stride, "4");
        assertTrue(stride.problem().isEmpty());
        assertEquals(4, study().getWindows().getStride());
    }

    @Test
    void everySettingOfEveryInstalledModelAndEstimatorHasAField() {
        for (Kind kind : new Kind[] {Kind.MODEL_TYPE, Kind.ESTIMATOR, Kind.DENSITY_ESTIMATOR}) {
            for (var contribution : Installed.registry().all(kind)) {
                editor.add(contribution);
                EventLoop.settle();
                NodesPage page = kind == Kind.MODEL_TYPE ? editor.modelsPage() : editor.estimatorsPage();
                assertEquals(kind == Kind.DENSITY_ESTIMATOR, page.naming().field("upstream").isPresent(), contribution.id());
                SettingsForm form = page.form();
                for (SettingDescription setting : contribution.schema().orElseThrow().settings()) {
                    SettingField field = form.field(setting.name()).orElseThrow();
                    assertTrue(field.problem().isEmpty(), () -> contribution.id() + "." + setting.name());
                }
            }
        }
    }

    @Test
    void aValueEqualToTheDefaultIsNotWritten() {
        editor.showPage(1, "autoencoder-8");
        EventLoop.settle();
        SettingField hidden = editor.modelsPage().form().field("hidden").orElseThrow();
        Node node = study().getModels().stream().filter(m -> m.getName().equals("autoencoder-8")).findFirst().orElseThrow();
        type(hidden, "9");
        assertEquals("9", node.getSettings().get("hidden"));
        type(hidden, hidden.description().defaultValue());
        assertFalse(node.getSettings().containsKey("hidden"));
    }

    @Test
    void nothingIsMarkedOnAnyPageOfASoundStudy() {
        for (String page : List.of("data", "models", "estimators", "analysis", "runs")) {
            editor.setActivePage(page);
            EventLoop.settle();
            assertEquals(List.of(), editor.document().problems(), page);
        }
        Combo precision = (Combo) editor.analysisPage().budget().field("precision").orElseThrow().control();
        assertFalse(precision.getText().isEmpty(), "the value is among the choices");
        assertFalse(editor.isDirty(), "looking changes nothing");
    }

    @Test
    void removingAModelCanBeUndone() {
        int before = study().getModels().size();
        Node first = study().getModels().get(0);
        editor.document().remove(org.paramscope.study.StudyPackage.Literals.STUDY__MODELS, List.of(first));
        assertEquals(before - 1, study().getModels().size());
        editor.document().undo();
        assertEquals(first, study().getModels().get(0));
    }

    @Test
    void metricsAreChosenByTheirNames() {
        editor.setActivePage("analysis");
        EventLoop.settle();
        Combo metric = (Combo) editor.analysisPage().analysis().field("metric").orElseThrow().control();
        for (var contribution : Installed.registry().all(Kind.METRIC)) {
            metric.setText(contribution.name());
            metric.notifyListeners(org.eclipse.swt.SWT.Selection, new org.eclipse.swt.widgets.Event());
            assertEquals(contribution.id(), study().getAnalysis().getMetric());
        }
    }

    @Test
    void theEditorCanBeClosedFromTheMenuWhileAViewIsActive() throws Exception {
        EventLoop.page().showView(org.paramscope.ui.WorkbenchIds.CATALOG);
        EventLoop.settle();
        IHandlerService commands = EventLoop.window().getService(IHandlerService.class);
        commands.executeCommand(IWorkbenchCommandConstants.FILE_CLOSE, null);
        EventLoop.settle();
        assertTrue(StudyEditors.find(EventLoop.page(), editor.document().file()).isEmpty());
    }

    @Test
    void thePreviewShowsTheSignalAndItsPeriod() {
        editor.setActivePage("data");
        EventLoop.await("the preview", 60, () -> editor.dataPage().preview().summary().contains("period"));
        assertTrue(editor.dataPage().preview().summary().contains("period 125 samples"), editor.dataPage().preview().summary());
        assertTrue(editor.dataPage().preview().figure().data().values().stream().anyMatch(values -> values.length() == 2820));
    }
}
