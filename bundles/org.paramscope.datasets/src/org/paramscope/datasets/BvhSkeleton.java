package org.paramscope.datasets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.paramscope.data.DataException;

/**
 * The part HIERARCHY of a BVH file, up to the line MOTION.
 *
 * @param joints their names, in the order of the file
 * @param channels of a frame, in order
 */
record BvhSkeleton(List<String> joints, List<BvhFile.Channel> channels) {

    private static final List<String> KINDS = List.of("Xposition", "Yposition", "Zposition", "Xrotation", "Yrotation", "Zrotation");
    private static final String END = "End Site";

    /** A joint whose braces are open: what has been said of it. */
    private static final class Open {
        private final String name;
        private boolean offset;
        private boolean channels;

        Open(String name) {
            this.name = name;
        }
    }

    static BvhSkeleton read(BvhLines lines) throws DataException {
        lines.expect("HIERARCHY", 0);
        BvhSkeleton skeleton = new BvhSkeleton(new ArrayList<>(), new ArrayList<>());
        Deque<Open> open = new ArrayDeque<>();
        while (true) {
            if (!lines.next()) {
                throw lines.wrong(open.isEmpty() ? "ends where 'ROOT' or 'MOTION' is needed" : "ends within the joint '"
                        + CsvHeader.shortened(open.peek().name) + "': '}' is needed");
            }
            List<String> words = lines.words();
            if (open.isEmpty() && words.equals(List.of("MOTION"))) {
                return skeleton.complete(lines);
            }
            if (open.isEmpty()) {
                skeleton.begin(lines, words, "ROOT", open);
            } else {
                skeleton.within(lines, words, open);
            }
        }
    }

    private BvhSkeleton complete(BvhLines lines) throws DataException {
        if (channels.isEmpty()) {
            throw lines.wrong("follows on a hierarchy without channels: a joint with CHANNELS is needed");
        }
        return new BvhSkeleton(List.copyOf(joints), List.copyOf(channels));
    }

    private void within(BvhLines lines, List<String> words, Deque<Open> open) throws DataException {
        Open joint = open.peek();
        switch (words.getFirst()) {
            case "OFFSET" -> offset(lines, words, joint);
            case "CHANNELS" -> channels(lines, words, joint);
            case "JOINT" -> begin(lines, words, "JOINT", open);
            case "End" -> end(lines, words, open);
            case "}" -> close(lines, words, open);
            default -> throw lines.wrong("is '" + CsvHeader.shortened(String.join(" ", words)) + "': OFFSET, CHANNELS, JOINT, " + END
                    + " or '}' is needed");
        }
    }

    private void begin(BvhLines lines, List<String> words, String keyword, Deque<Open> open) throws DataException {
        boolean brace = words.getLast().equals("{");
        String name = String.join(" ", words.subList(1, words.size() - (brace && words.size() > 1 ? 1 : 0)));
        if (!words.getFirst().equals(keyword) || name.isEmpty()) {
            throw lines.wrong("is '" + CsvHeader.shortened(String.join(" ", words)) + "': '" + keyword + "' and a name"
                    + (keyword.equals("ROOT") ? ", or 'MOTION'," : "") + " is needed");
        }
        if (open.stream().anyMatch(o -> o.name.equals(END))) {
            throw lines.wrong("a joint within an " + END + ": OFFSET or '}' is needed");
        }
        if (joints.contains(name)) {
            throw lines.wrong("two joints are named '" + CsvHeader.shortened(name) + "': distinct names are needed");
        }
        joints.add(name);
        push(lines, name, brace, open);
    }

    private static void end(BvhLines lines, List<String> words, Deque<Open> open) throws DataException {
        boolean brace = words.getLast().equals("{");
        if (!words.subList(0, words.size() - (brace ? 1 : 0)).equals(List.of("End", "Site")) || open.peek().name.equals(END)) {
            throw lines.wrong("is '" + CsvHeader.shortened(String.join(" ", words)) + "': '" + END + "' within a joint is needed");
        }
        push(lines, END, brace, open);
    }

    private static void push(BvhLines lines, String name, boolean brace, Deque<Open> open) throws DataException {
        if (!brace) {
            lines.expect("{", 0);
        }
        open.push(new Open(name));
    }

    private static void offset(BvhLines lines, List<String> words, Open joint) throws DataException {
        if (words.size() != 4 || joint.offset) {
            throw lines.wrong(joint.offset ? "a second OFFSET of '" + CsvHeader.shortened(joint.name) + "': one is allowed"
                    : "has " + (words.size() - 1) + " numbers: OFFSET has three");
        }
        for (String word : words.subList(1, 4)) {
            lines.number(word);
        }
        joint.offset = true;
    }

    private void channels(BvhLines lines, List<String> words, Open joint) throws DataException {
        if (joint.name.equals(END) || joint.channels) {
            throw lines.wrong(joint.channels ? "second CHANNELS of '" + CsvHeader.shortened(joint.name) + "': one line is allowed"
                    : "CHANNELS of an " + END + ": only OFFSET is allowed");
        }
        List<String> kinds = words.subList(Math.min(2, words.size()), words.size());
        if (words.size() < 2 || !words.get(1).equals(Integer.toString(kinds.size())) || Set.copyOf(kinds).size() < kinds.size()) {
            throw lines.wrong("is '" + CsvHeader.shortened(String.join(" ", words)) + "': CHANNELS, their number and as many distinct names are needed");
        }
        for (String kind : kinds) {
            if (!KINDS.contains(kind)) {
                throw lines.wrong("has the channel '" + CsvHeader.shortened(kind) + "': " + String.join(", ", KINDS) + " are allowed");
            }
            channels.add(new BvhFile.Channel(joint.name, kind));
        }
        joint.channels = true;
    }

    private static void close(BvhLines lines, List<String> words, Deque<Open> open) throws DataException {
        Open joint = open.pop();
        if (words.size() > 1 || !joint.offset) {
            throw lines.wrong(words.size() > 1 ? "has words after '}': a line of their own is needed"
                    : "ends '" + CsvHeader.shortened(joint.name) + "', which has no OFFSET: one is needed");
        }
    }
}
