package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.editor.FormPage;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.core.registry.Kind;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.Widgets;
import org.paramscope.ui.internal.Installed;

class PageLayoutTest {

    @Test
    void noFieldReachesBeyondTheRightOfItsPage() throws Exception {
        StudyEditor editor = SmallStudy.open(SmallStudy.write("laid-out"));
        editor.add(Installed.registry().find(Kind.DATASET, "csv"));
        for (String page : List.of("data", "models", "estimators", "analysis", "runs")) {
            FormPage shown = (FormPage) editor.setActivePage(page);
            EventLoop.settle();
            ScrolledForm form = shown.getManagedForm().getForm();
            int room = form.getClientArea().width;
            assertTrue(room < 800, "a page as narrow as in the window");
            for (Class<? extends Control> kind : List.of(Text.class, Combo.class, Button.class, Table.class)) {
                for (Control control : Widgets.all(form.getBody(), kind)) {
                    Rectangle place = Widgets.within(form, control);
                    assertTrue(place.x + place.width <= room, () -> page + ": " + control + " at " + place + " in " + room);
                }
            }
        }
        Control file = editor.dataPage().settings().field("file").orElseThrow().control();
        assertTrue(file.getSize().x > 200, () -> "room for a path: " + file.getSize());
        EventLoop.page().closeEditor(editor, false);
        EventLoop.settle();
    }

    @ParameterizedTest
    @CsvSource({"500, false", "700, false", "900, true"})
    void partsStandSideBySideWhereThereIsRoom(int width, boolean beside) {
        Shell shell = new Shell(Display.getCurrent(), SWT.NO_TRIM);
        try {
            Composite columns = new Composite(shell, SWT.NONE);
            columns.setLayout(new ColumnsLayout(0.5));
            Text first = new Text(columns, SWT.BORDER);
            Text second = new Text(columns, SWT.BORDER);
            columns.setSize(columns.computeSize(width, SWT.DEFAULT));
            columns.layout();
            assertEquals(beside, second.getBounds().y == first.getBounds().y);
            assertEquals(width, second.getBounds().x + second.getSize().x, "the width is used");
            assertTrue(second.getBounds().y + second.getSize().y <= columns.getSize().y, "all is seen");
        } finally {
            shell.dispose();
        }
    }
}
