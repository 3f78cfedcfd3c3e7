package org.paramscope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The application behind {@code paramscope <command>}. */
public final class CommandLineApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        context.applicationRunning();
        Session session = new Session(writer(new FileOutputStream(FileDescriptor.out)), writer(errorStream()), Session.onTerminal());
        Interrupts.cancel(session);
        return Paramscope.run(session, withoutLauncherArguments(arguments == null ? new String[0] : arguments));
    }

    @Override
    public void stop() {
        // A command ends by itself, or by the cancellation that an interrupt asks for.
    }

    /** Some launchers pass a key of their own on to the application. */
    private static String[] withoutLauncherArguments(String[] arguments) {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        int key = rest.indexOf("-pdelaunch");
        if (key >= 0) {
            rest.remove(key);
        }
        return rest.toArray(String[]::new);
    }

    /**
     * Where messages go: the stream that the start script names, because it filters the machine's own line by line, which
     * would keep back a progress bar.
     */
    private static OutputStream errorStream() {
        String named = System.getProperty("paramscope.stderr");
        if (named != null) {
            try {
                return new FileOutputStream(named, true);
            } catch (IOException cannotBeOpenedAgain) {
                return new FileOutputStream(FileDescriptor.err);
            }
        }
        return new FileOutputStream(FileDescriptor.err);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
