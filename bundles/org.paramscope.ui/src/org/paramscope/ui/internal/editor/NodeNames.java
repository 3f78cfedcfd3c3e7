package org.paramscope.ui.internal.editor;

import java.util.List;

import org.paramscope.study.Node;

/** Names of nodes, unique among their kind. */
final class NodeNames {

    private NodeNames() {
    }

    /** The name if it is free, else the name with the next free number. */
    static String free(String wanted, List<? extends Node> taken) {
        String stem = wanted.replaceFirst("-\\d+$", "");
        String name = wanted;
        for (int i = 2; contains(taken, name); i++) {
            name = stem + "-" + i;
        }
        return name;
    }

    private static boolean contains(List<? extends Node> nodes, String name) {
        return nodes.stream().anyMatch(node -> name.equals(node.getName()));
    }
}
