package org.paramscope.estimators.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paramscope.data.DataException;

/**
 * The layers of a plain chain, each of which reads the one before and nothing else: dense, convolutional and recurrent modules by
 * PyTorch's names. Their order is that of their numbers where the names differ by numbers alone, else the only one in which their
 * inputs and outputs fit; what stays open, or has other tensors, needs a units file.
 */
final class PlainChain {

    private static final String INPUT = "weight_ih";
    private static final String STATE = "weight_hh";
    private static final int MOST_ORDERED = 12;

    /** A link of the chain. */
    private record Link(String name, String weight, List<String> rows, String recurrent, int inputs, int outputs, boolean image) {

        /** Whether it can read another: all outputs, of a convolution at one position or, flattened, at several. */
        boolean reads(Link before) {
            return inputs == before.outputs() || before.image() && !image && recurrent.isEmpty() && inputs % before.outputs() == 0;
        }
    }

    private final Architecture architecture;
    private final Nonlinearity nonlinearity;
    private final Path folder;

    private PlainChain(Architecture architecture, Nonlinearity nonlinearity, Path folder) {
        this.architecture = architecture;
        this.nonlinearity = nonlinearity;
        this.folder = folder;
    }

    /**
     * The layers of units: all links but the last, whose outputs are the network's.
     *
     * @param folder of the archive, for messages
     * @throws DataException when the tensors are no plain chain, or the order of its links is not certain
     */
    static List<LayerDescription> of(Architecture architecture, Nonlinearity nonlinearity, Path folder) throws DataException {
        return new PlainChain(architecture, nonlinearity, folder).layers();
    }

    private List<LayerDescription> layers() throws DataException {
        List<List<Link>> modules = modules();
        List<Link> chain = ordered(modules).stream().flatMap(List::stream).toList();
        List<LayerDescription> layers = new ArrayList<>();
        for (int i = 0; i + 1 < chain.size(); i++) {
            Link link = chain.get(i);
            layers.add(new LayerDescription(link.name(), link.recurrent().isEmpty() ? link.rows() : List.of(), link.recurrent(), nonlinearity,
                    List.of(new LayerDescription.Reader(chain.get(i + 1).weight(), 0, 0))));
        }
        return layers;
    }

    /** Tensors by module; a recurrent module has several links if it has several layers. */
    private List<List<Link>> modules() throws DataException {
        Map<String, List<String>> modules = new LinkedHashMap<>();
        architecture.shapes().keySet().forEach(name -> modules.computeIfAbsent(module(name), m -> new ArrayList<>()).add(name));
        List<List<Link>> links = new ArrayList<>();
        for (Map.Entry<String, List<String>> module : modules.entrySet()) {
            boolean recurrent = module.getValue().stream().anyMatch(name -> last(name).startsWith(INPUT));
            links.add(recurrent ? recurrent(module.getKey(), module.getValue()) : List.of(plain(module.getKey(), module.getValue())));
        }
        return links;
    }

    private Link plain(String module, List<String> tensors) throws DataException {
        String weight = dotted(module, "weight");
        String bias = dotted(module, "bias");
        for (String tensor : tensors) {
            if (!tensor.equals(weight) && !tensor.equals(bias)) {
                throw refusal("tensor '" + tensor + "' is no weight, bias, or part of an RNN, a GRU or an LSTM");
            }
        }
        int[] shape = architecture.shape(weight);
        int[] biases = architecture.shape(bias);
        if (shape == null || shape.length < 2 || biases != null && (biases.length != 1 || biases[0] != shape[0])) {
            throw refusal("module '" + module + "' has the weight " + Arrays.toString(shape) + " and the bias " + Arrays.toString(biases)
                    + ": [outputs, inputs, ...] and [outputs] are known");
        }
        return new Link(module.isEmpty() ? "layer" : module, weight, biases == null ? List.of(weight) : List.of(weight, bias), "", shape[1],
                shape[0], shape.length > 2);
    }

    private List<Link> recurrent(String module, List<String> tensors) throws DataException {
        List<Link> links = new ArrayList<>();
        List<String> weights = tensors.stream().filter(name -> last(name).startsWith(INPUT)).toList();
        for (String weight : weights) {
            String state = weight.replace(INPUT, STATE);
            int[] shape = architecture.shape(weight);
            int[] states = architecture.shape(state);
            if (weight.endsWith("_reverse") || shape.length != 2 || states == null || states.length != 2) {
                throw refusal("tensor '" + weight + "' belongs to a recurrent layer in two directions, or without weights from state to state");
            }
            links.add(new Link(weights.size() == 1 ? module.isEmpty() ? "recurrent" : module : weight.replace(INPUT + "_", ""), weight,
                    List.of(), state, shape[1], states[1], false));
        }
        for (String tensor : tensors) {
            if (!last(tensor).matches("(weight|bias)_(ih|hh)(_l\\d+)?")) {
                throw refusal("tensor '" + tensor + "' is no part of an RNN, a GRU or an LSTM");
            }
        }
        return links;
    }

    private List<List<Link>> ordered(List<List<Link>> modules) throws DataException {
        boolean numbered = modules.stream().map(m -> m.getFirst().name().replaceAll("\\d+", "")).distinct().count() == 1;
        if (numbered) {
            if (!fits(modules)) {
                throw refusal("in the order of their numbers " + names(modules) + " the modules do not read one another");
            }
            return modules;
        }
        if (modules.size() > MOST_ORDERED) {
            throw refusal("the order of " + modules.size() + " modules with different names is not certain");
        }
        List<List<List<Link>>> found = new ArrayList<>();
        search(modules, new ArrayList<>(), found);
        if (found.size() != 1) {
            throw refusal(found.isEmpty() ? "in no order do all modules read one another: " + names(modules)
                    : "the order of the modules is not certain: " + names(found.get(0)) + " would do, and " + names(found.get(1)));
        }
        return found.getFirst();
    }

    private static boolean fits(List<List<Link>> modules) {
        List<Link> links = modules.stream().flatMap(List::stream).toList();
        for (int i = 1; i < links.size(); i++) {
            if (!links.get(i).reads(links.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    /** Collects orders until there are two. */
    private static void search(List<List<Link>> modules, List<List<Link>> begun, List<List<List<Link>>> found) {
        if (begun.size() == modules.size()) {
            found.add(List.copyOf(begun));
            return;
        }
        for (List<Link> next : modules) {
            if (found.size() < 2 && !begun.contains(next)) {
                begun.add(next);
                if (fits(begun)) {
                    search(modules, begun, found);
                }
                begun.removeLast();
            }
        }
    }

    private static String names(List<List<Link>> modules) {
        return modules.stream().flatMap(List::stream).map(Link::name).collect(Collectors.joining(" - "));
    }

    private static String module(String tensor) {
        return tensor.substring(0, Math.max(0, tensor.lastIndexOf('.')));
    }

    private static String last(String tensor) {
        return tensor.substring(tensor.lastIndexOf('.') + 1);
    }

    private static String dotted(String module, String tensor) {
        return module.isEmpty() ? tensor : module + "." + tensor;
    }

    private DataException refusal(String what) {
        return new DataException(folder.toString(), UnitsFile.NAME, "is needed: the units do not follow from the tensors, for " + what);
    }
}
