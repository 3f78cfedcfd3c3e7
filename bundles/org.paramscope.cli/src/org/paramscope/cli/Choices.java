package org.paramscope.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way contributions and their settings are written on the command line:
 * {@code name[key=value,key=value],name,mine=name[key=value]}. A list in a setting goes on until the next key:
 * {@code autoencoder[hidden=32,16,bottleneck=3]}.
 *
 * @param name         of the choice within a study
 * @param contribution identifier or short name
 * @param settings     as text, by name
 */
record Choices(String name, String contribution, Map<String, String> settings) {

    /** Reads a list of choices; names are made unique from the settings. */
    static List<Choices> parse(String option, String text) {
        List<Choices> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String item : items(option, text)) {
            Choices choice = one(option, item);
            if (!names.add(choice.name())) {
                throw new UsageException(option + ": '" + choice.name() + "' occurs twice; name one: other=" + item);
            }
            all.add(choice);
        }
        if (all.isEmpty()) {
            throw new UsageException(option + " is empty; allowed is a list such as ssa,autoencoder[hidden=16]");
        }
        return all;
    }

    /** Reads one choice. */
    static Choices one(String option, String item) {
        int open = item.indexOf('[');
        if (open >= 0 != item.endsWith("]") || item.indexOf(']') >= 0 && item.indexOf(']') < item.length() - 1) {
            throw new UsageException(option + ": '" + item + "' is not allowed; write name[key=value,key=value]");
        }
        String head = open < 0 ? item : item.substring(0, open);
        Map<String, String> settings = open < 0 ? Map.of() : settings(option, item, item.substring(open + 1, item.length() - 1));
        int equals = head.indexOf('=');
        String contribution = head.substring(equals + 1).strip();
        if (contribution.isEmpty()) {
            throw new UsageException(option + ": '" + item + "' names nothing; write name[key=value,key=value]");
        }
        String name = equals >= 0 ? head.substring(0, equals).strip() : automatic(contribution, settings);
        return new Choices(name, contribution, settings);
    }

    private static String automatic(String contribution, Map<String, String> settings) {
        StringBuilder name = new StringBuilder(contribution.substring(contribution.lastIndexOf('.') + 1));
        settings.values().forEach(value -> name.append('-').append(value.replaceAll("[^A-Za-z0-9+-]+", "_")));
        return name.toString();
    }

    private static Map<String, String> settings(String option, String item, String inside) {
        Map<String, String> settings = new LinkedHashMap<>();
        String key = null;
        for (String token : inside.isBlank() ? new String[0] : inside.split(",")) {
            int equals = token.indexOf('=');
            if (equals > 0) {
                key = token.substring(0, equals).strip();
                settings.put(key, token.substring(equals + 1).strip());
            } else if (key != null) {
                settings.merge(key, token.strip(), (list, next) -> list + "," + next);
            } else {
                throw new UsageException(option + ": '" + item + "' has a value without a key; write name[key=value]");
            }
        }
        return settings;
    }

    /** Splits at commas outside brackets. */
    private static List<String> items(String option, String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth < 0 || depth > 1 || i == text.length() && depth != 0) {
                throw new UsageException(option + ": the brackets of '" + text + "' do not match");
            }
            if (c == ',' && depth == 0) {
                if (!text.substring(from, i).isBlank()) {
                    items.add(text.substring(from, i).strip());
                }
                from = i + 1;
            }
        }
        return items;
    }
}
