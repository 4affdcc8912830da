package org.aftercall.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was said after the name: {@code --calls=1000 --kills=200}. */
public final class Options {
    private final Map<String, String> left = new HashMap<>();

    public Options(List<String> words) {
        for (var word : words) {
            var parts = word.split("=", 2);
            if (!word.startsWith("--") || parts.length != 2) {
                throw new Unknown(word);
            }
            left.put(parts[0].substring(2), parts[1]);
        }
    }

    /** A word that nobody asked for. */
    public static final class Unknown extends IllegalArgumentException {
        Unknown(String word) {
            super("unknown option: " + word);
        }
    }

    public int number(String name, int usual) {
        var said = left.remove(name);
        try {
            return said == null ? usual : Integer.parseInt(said);
        } catch (NumberFormatException e) {
            throw new Unknown("--" + name + "=" + said);
        }
    }

    public String text(String name, String usual) {
        var said = left.remove(name);
        return said == null ? usual : said;
    }

    public long seed() {
        return number("seed", 20261123);
    }

    /** Refuses what is left over, before anything is begun. */
    public void done() {
        if (!left.isEmpty()) {
            throw new Unknown("--" + left.keySet().iterator().next());
        }
    }
}
