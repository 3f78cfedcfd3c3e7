package org.paramscope.ui.internal.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jface.viewers.Viewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.figures.Colour;
import org.paramscope.figures.Theme;
import org.paramscope.ui.EventLoop;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.editor.SmallStudy;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.viewer.ViewerPart;

class WindowThemeTest {

    @AfterEach
    void light() {
        WindowTheme.use(false);
        EventLoop.settle();
    }

    @Test
    void chartsFollowTheThemeOfTheWindow() throws Exception {
        SmallStudy.ran();
        ViewerPart part = (ViewerPart) EventLoop.page().showView(WorkbenchIds.SIGNAL);
        EventLoop.settle();
        assertSame(Theme.LIGHT, WindowTheme.current());
        WindowTheme.use(true);
        assertSame(Theme.DARK, WindowTheme.current());
        EventLoop.await("the figure is dark", 20, () -> ground(part).equals(rgb(Theme.DARK)));
        WindowTheme.use(false);
        EventLoop.await("the figure is light", 20, () -> ground(part).equals(rgb(Theme.LIGHT)));
    }

    @Test
    void listsStayReadableWhenTheThemeChangesAndChangesBack() throws Exception {
        SmallStudy.ran();
        EventLoop.page().showView(WorkbenchIds.STUDIES);
        Control tree = ((Viewer) EventLoop.page().findView(WorkbenchIds.STUDIES).getSite().getSelectionProvider()).getControl();
        for (boolean dark : new boolean[] {true, false}) {
            WindowTheme.use(dark);
            EventLoop.await("text stands out from its ground", 20, () -> colour(tree.getForeground()).contrast(
                    colour(tree.getBackground())) > 4.5 && dark == colour(tree.getBackground()).luminance() < 0.2);
        }
    }

    private static Colour colour(Color colour) {
        return new Colour(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    private static RGB ground(ViewerPart part) {
        Color colour = part.view().getBackground();
        return colour.getRGB();
    }

    private static RGB rgb(Theme theme) {
        return new RGB(theme.background().red(), theme.background().green(), theme.background().blue());
    }

    /** The whole window after a run, as a picture to look at; in the dark theme nothing large is left white. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theWindowHasOneTheme(boolean dark) throws Exception {
        StudyEditor editor = SmallStudy.ran();
        WindowTheme.use(dark);
        for (String id : new String[] {WorkbenchIds.STUDIES, WorkbenchIds.CATALOG, WorkbenchIds.SIGNAL, WorkbenchIds.FRONT,
            WorkbenchIds.PARAMETER_SPACE}) {
            EventLoop.page().showView(id);
        }
        EventLoop.page().activate(editor);
        for (int page = 0; page < 5; page++) {
            editor.setActivePage(page == 4 ? "runs" : new String[] {"data", "models", "estimators", "analysis"}[page]);
            if (page == 0) {
                EventLoop.await("the preview", 60, () -> editorPreviewed(editor));
            }
            EventLoop.settle();
            ImageData[] picture = new ImageData[1];
            EventLoop.await("the window is painted in its theme", 30, () -> {
                picture[0] = picture(EventLoop.window().getShell());
                double white = share(picture[0], new RGB(255, 255, 255));
                return dark ? white < 0.01 : white > 0.1;
            });
            save(picture[0], (dark ? "dark-" : "light-") + editor.getActivePageInstance().getId());
        }
        assertEquals(dark, WindowTheme.isDark());
    }

    private static boolean editorPreviewed(StudyEditor editor) {
        return editor.getActivePageInstance() != null && editor.previewed();
    }

    private static ImageData picture(Shell shell) {
        Rectangle bounds = shell.getBounds();
        shell.forceActive();
        shell.redraw();
        shell.update();
        EventLoop.settle();
        Display display = shell.getDisplay();
        Image image = new Image(display, bounds.width, bounds.height);
        GC gc = new GC(display);
        try {
            gc.copyArea(image, bounds.x, bounds.y);
            return image.getImageData();
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    private static double share(ImageData data, RGB wanted) {
        int count = 0;
        for (int y = 0; y < data.height; y += 2) {
            for (int x = 0; x < data.width; x += 2) {
                count += data.palette.getRGB(data.getPixel(x, y)).equals(wanted) ? 1 : 0;
            }
        }
        return count / (data.width * data.height / 4.0);
    }

    private static void save(ImageData picture, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("paramscope.checkout"))
                .resolve("bundles/org.paramscope.ui.tests/target/screenshots"));
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {picture};
        loader.save(folder.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
    }
}
