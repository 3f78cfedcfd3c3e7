package org.paramscope.rcp;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.action.ToolBarContributionItem;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ActionFactory.IWorkbenchAction;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/** The menus and the tool bar; Paramscope's own commands join them by name from the ui bundle's plugin.xml. */
final class WindowActions extends ActionBarAdvisor {

    private IWorkbenchWindow window;

    WindowActions(IActionBarConfigurer configurer) {
        super(configurer);
    }

    @Override
    protected void makeActions(IWorkbenchWindow target) {
        window = target;
    }

    @Override
    protected void fillMenuBar(IMenuManager bar) {
        bar.add(file());
        bar.add(edit());
        bar.add(view());
        MenuManager run = new MenuManager("&Run", "run");
        run.add(new GroupMarker("run"));
        bar.add(run);
        bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        bar.add(help());
    }

    private MenuManager file() {
        MenuManager menu = new MenuManager("&File", IWorkbenchActionConstants.M_FILE);
        menu.add(new GroupMarker("new"));
        menu.add(new Separator("open"));
        menu.add(new Separator("save"));
        menu.add(action(ActionFactory.SAVE));
        menu.add(action(ActionFactory.SAVE_AS));
        menu.add(action(ActionFactory.SAVE_ALL));
        menu.add(new Separator("close"));
        menu.add(action(ActionFactory.CLOSE));
        menu.add(action(ActionFactory.CLOSE_ALL));
        menu.add(new Separator("exit"));
        menu.add(action(ActionFactory.QUIT));
        return menu;
    }

    private MenuManager edit() {
        MenuManager menu = new MenuManager("&Edit", IWorkbenchActionConstants.M_EDIT);
        menu.add(action(ActionFactory.UNDO));
        menu.add(action(ActionFactory.REDO));
        menu.add(new Separator());
        menu.add(action(ActionFactory.CUT));
        menu.add(action(ActionFactory.COPY));
        menu.add(action(ActionFactory.PASTE));
        menu.add(new Separator());
        menu.add(action(ActionFactory.DELETE));
        menu.add(action(ActionFactory.SELECT_ALL));
        return menu;
    }

    private MenuManager view() {
        MenuManager menu = new MenuManager("&View", "view");
        MenuManager views = new MenuManager("Show &View", "showView");
        views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
        menu.add(views);
        menu.add(new GroupMarker("viewers"));
        menu.add(new Separator("theme"));
        menu.add(new Separator("layout"));
        menu.add(action(ActionFactory.RESET_PERSPECTIVE));
        menu.add(action(ActionFactory.MAXIMIZE));
        return menu;
    }

    private MenuManager help() {
        MenuManager menu = new MenuManager("&Help", IWorkbenchActionConstants.M_HELP);
        menu.add(new GroupMarker("start"));
        menu.add(new Separator("plugins"));
        menu.add(new Separator("about"));
        menu.add(action(ActionFactory.ABOUT));
        return menu;
    }

    @Override
    protected void fillCoolBar(ICoolBarManager bar) {
        ToolBarManager tools = new ToolBarManager(SWT.FLAT | SWT.RIGHT);
        tools.add(new GroupMarker("new"));
        tools.add(action(ActionFactory.SAVE));
        tools.add(new Separator("edit"));
        tools.add(action(ActionFactory.UNDO));
        tools.add(action(ActionFactory.REDO));
        tools.add(new Separator("run"));
        bar.add(new ToolBarContributionItem(tools, "main"));
    }

    private IWorkbenchAction action(ActionFactory factory) {
        IWorkbenchAction known = (IWorkbenchAction) getAction(factory.getId());
        if (known == null) {
            known = factory.create(window);
            register(known);
        }
        return known;
    }
}
