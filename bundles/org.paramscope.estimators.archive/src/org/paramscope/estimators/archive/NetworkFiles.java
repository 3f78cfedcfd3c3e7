package org.paramscope.estimators.archive;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.paramscope.data.DataException;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;

/** The files of an archive, one network each. */
final class NetworkFiles {

    /** Names in the order in which people count: {@code layer.2} before {@code layer.10}. */
    static final Comparator<String> BY_NUMBER = NetworkFiles::compare;

    private static final String NUMPY = ".npz";
    private static final String SAFE = ".safetensors";
    /** Counts of batches that a normalisation has seen: no parameter, and never read by the network. */
    private static final String COUNTER = "num_batches_tracked";
    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    private NetworkFiles() {
    }

    /** The networks of a folder by the names of their files. */
    static List<Path> in(Path folder) throws DataException {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder.toString(), "", Files.exists(folder) ? "is no folder" : "there is no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(f -> ends(f, NUMPY) || ends(f, SAFE))
                    .sorted(Comparator.comparing((Path f) -> f.getFileName().toString(), BY_NUMBER)).toList();
            if (found.isEmpty()) {
                throw new DataException(folder.toString(), "", "holds no " + NUMPY + " and no " + SAFE + " file");
            }
            return found;
        } catch (IOException e) {
            throw new DataException(folder.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
    }

    /** The tensors of a network by name, in the order in which people count, without counters of batches. */
    static Map<String, NumericArray> read(Path file) throws DataException {
        Map<String, NumericArray> tensors = new TreeMap<>(BY_NUMBER);
        tensors.putAll(ends(file, SAFE) ? SafeTensors.read(file) : Npz.read(file));
        tensors.keySet().removeIf(name -> name.endsWith(COUNTER));
        return tensors;
    }

    private static boolean ends(Path file, String ending) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static int compare(String a, String b) {
        List<String> left = parts(a);
        List<String> right = parts(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            String mine = left.get(i);
            String other = right.get(i);
            int order = number(mine) && number(other) ? new BigInteger(mine).compareTo(new BigInteger(other)) : mine.compareTo(other);
            if (order != 0) {
                return order;
            }
        }
        // what differs in leading zeros alone still differs
        return left.size() != right.size() ? Integer.compare(left.size(), right.size()) : a.compareTo(b);
    }

    private static List<String> parts(String name) {
        return PART.matcher(name).results().map(MatchResult::group).toList();
    }

    private static boolean number(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
