package org.paramscope.cli;

import java.lang.reflect.Proxy;

/** Turns Ctrl-C into a cancellation, so that nothing is left half-written; a second one ends at once. */
final class Interrupts {

    private Interrupts() {
    }

    static void cancel(Session session) {
        try {
            // The Java machine's own loader: a bundle sees only what it imports.
            ClassLoader machine = ClassLoader.getPlatformClassLoader();
            Class<?> signal = Class.forName("sun.misc.Signal", true, machine);
            Class<?> handler = Class.forName("sun.misc.SignalHandler", true, machine);
            Object react = Proxy.newProxyInstance(machine, new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupted(session);
                            return null;
                        }
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            default -> "interrupts";
                        };
                    });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, react);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Without signals of its own the Java machine stops at once; files are whole all the same.
            session.log("interrupts are not handled", e);
        }
    }

    private static void interrupted(Session session) {
        if (session.cancelled()) {
            Runtime.getRuntime().halt(Paramscope.CANCELLED);
        }
        session.cancel();
    }
}
