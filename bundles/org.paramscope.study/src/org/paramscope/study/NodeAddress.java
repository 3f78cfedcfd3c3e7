package org.paramscope.study;

import java.util.List;
import java.util.stream.Collectors;

/** How models and estimators of a study are addressed: by their name or, where it is unique, by their type. */
public final class NodeAddress {

    private NodeAddress() {
    }

    /**
     * The node with a name or, when none has it, the only one of a type.
     *
     * @param kind of the nodes, as in {@code models}
     * @param word a name, or an identifier of a contribution, whole or its last segment
     * @throws IllegalArgumentException when there is none, or several are of that type; lists the names
     */
    public static <N extends Node> N find(String kind, List<N> nodes, String word) {
        for (N node : nodes) {
            if (word.equals(node.getName())) {
                return node;
            }
        }
        List<N> ofType = nodes.stream().filter(n -> word.equals(n.getContribution()) || word.equalsIgnoreCase(type(n))).toList();
        if (ofType.size() == 1) {
            return ofType.get(0);
        }
        throw new IllegalArgumentException(ofType.isEmpty() ? "'" + word + "' is none of the study's " + kind + ": " + names(nodes)
                : "'" + word + "' may be several of the study's " + kind + ", name one: " + names(ofType));
    }

    /**
     * What a message calls a node. A name that was made of the type and its settings gives way to the type where that is
     * unique: else the address of a setting would depend on the value that is wrong.
     *
     * @return as in {@code models.ssa}
     */
    public static String of(String kind, List<? extends Node> nodes, Node node) {
        String type = type(node);
        boolean automatic = node.getName().startsWith(type + "-");
        boolean unique = nodes.stream().filter(n -> type.equalsIgnoreCase(type(n)) || type.equals(n.getName())).count() == 1;
        return kind + "." + (automatic && unique ? type : node.getName());
    }

    private static String type(Node node) {
        String id = String.valueOf(node.getContribution());
        return id.substring(id.lastIndexOf('.') + 1);
    }

    private static String names(List<? extends Node> nodes) {
        return nodes.isEmpty() ? "there are none" : nodes.stream().map(Node::getName).collect(Collectors.joining(", "));
    }
}
