package org.paramscope.ui.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.editor.SmallStudy;
import org.paramscope.ui.internal.editor.StudyEditor;

class CatalogViewTest {

    private CatalogView view;

    @BeforeEach
    void open() throws Exception {
        view = (CatalogView) EventLoop.page().showView(WorkbenchIds.CATALOG);
        EventLoop.await("the catalog is filled", 30, () -> view.tree().getTree().getItemCount() > 0);
    }

    private static List<CatalogTree.Group> groups(String search) {
        CatalogTree tree = new CatalogTree();
        tree.search(search);
        return Arrays.stream(tree.getElements(Installed.registry())).map(CatalogTree.Group.class::cast).toList();
    }

    @Test
    void everyInstalledContributionIsListed() {
        int listed = groups("").stream().filter(group -> !group.name().equals("Problems")).mapToInt(g -> g.entries().size()).sum();
        int installed = Arrays.stream(Kind.values()).mapToInt(kind -> Installed.registry().all(kind).size()).sum();
        assertEquals(installed, listed);
        assertEquals(List.of(), Installed.registry().problems(), "all plugins can be read");
    }

    @Test
    void searchingFindsWordsOfNamesAndDescriptions() {
        List<CatalogTree.Group> found = groups("bootstrap");
        assertTrue(found.stream().flatMap(g -> g.entries().stream()).allMatch(entry -> entry instanceof Contribution<?> c
                && (c.name() + c.id() + c.description() + c.plugin()).toLowerCase().contains("bootstrap")));
        assertTrue(found.stream().anyMatch(g -> g.name().equals("Estimators")));
        assertEquals(List.of(), groups("bootstrap nosuchword"));
        view.searchField().setText("bootstrap");
        EventLoop.settle();
        assertEquals(found.size(), view.tree().getTree().getItemCount());
        view.searchField().setText("");
    }

    @Test
    void usingAModelAddsItToTheStudyInFront() throws Exception {
        StudyEditor editor = SmallStudy.open(SmallStudy.write("catalog"));
        int before = editor.document().study().getModels().size();
        Contribution<?> pca = Installed.registry().find(Kind.MODEL_TYPE, "pca");
        view.use(pca);
        EventLoop.settle();
        assertEquals(before + 1, editor.document().study().getModels().size());
        var added = editor.document().study().getModels().get(before);
        assertEquals(pca.id(), added.getContribution());
        assertEquals(pca.version(), added.getContributionVersion());
        EventLoop.page().closeEditor(editor, false);
    }
}
