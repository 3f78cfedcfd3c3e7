package org.paramscope.ui;

/** Identifiers of the parts and commands, as in plugin.xml. */
public final class WorkbenchIds {

    public static final String PERSPECTIVE = "org.paramscope.ui.perspective";

    public static final String STUDIES = "org.paramscope.ui.studies";
    public static final String CATALOG = "org.paramscope.ui.catalog";
    public static final String STUDY_EDITOR = "org.paramscope.ui.studyEditor";
    public static final String WELCOME = "org.paramscope.ui.welcome";

    public static final String SIGNAL = "org.paramscope.ui.signal";
    public static final String COVARIANCE = "org.paramscope.ui.covariance";
    public static final String SPECTRUM = "org.paramscope.ui.spectrum";
    public static final String PARAMETER_SPACE = "org.paramscope.ui.parameterSpace";
    public static final String IDENTITY = "org.paramscope.ui.identity";
    public static final String FRONT = "org.paramscope.ui.front";
    public static final String HOW_FEW_NEURONS = "org.paramscope.ui.neurons";
    public static final String LEARNED = "org.paramscope.ui.learned";
    /** A view of any other viewer; its secondary identifier is the viewer's. */
    public static final String VIEWER = "org.paramscope.ui.viewer";

    public static final String NEW_STUDY = "org.paramscope.ui.newStudy";
    public static final String NEW_EXAMPLE = "org.paramscope.ui.newExample";
    public static final String OPEN_STUDY = "org.paramscope.ui.openStudy";
    public static final String RUN = "org.paramscope.ui.run";
    public static final String CANCEL = "org.paramscope.ui.cancel";

    private WorkbenchIds() {
    }
}
