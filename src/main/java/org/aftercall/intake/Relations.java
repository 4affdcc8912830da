package org.aftercall.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aftercall.patient.Relation;

/** The words families have for each other. */
final class Relations {
    private static final Map<String, Relation> WORDS = new TreeMap<>();

    static {
        put(Relation.SELF, "本人", "自己", "患者", "self", "patient");
        put(
                Relation.SPOUSE,
                "配偶",
                "丈夫",
                "妻子",
                "爱人",
                "老伴",
                "老公",
                "老婆",
                "夫妻",
                "夫",
                "妻",
                "spouse",
                "husband",
                "wife",
                "partner");
        put(
                Relation.CHILD,
                "子女",
                "儿子",
                "女儿",
                "儿媳",
                "女婿",
                "子",
                "女",
                "孙子",
                "孙女",
                "child",
                "son",
                "daughter");
        put(Relation.PARENT, "父母", "父亲", "母亲", "爸爸", "妈妈", "父", "母", "parent", "father", "mother");
        put(
                Relation.SIBLING,
                "兄弟",
                "姐妹",
                "兄妹",
                "姐弟",
                "哥哥",
                "弟弟",
                "姐姐",
                "妹妹",
                "兄",
                "弟",
                "姐",
                "妹",
                "sibling",
                "brother",
                "sister");
        put(Relation.CAREGIVER, "护工", "保姆", "陪护", "照顾者", "监护人", "caregiver", "carer", "guardian");
        put(
                Relation.FRIEND,
                "朋友",
                "邻居",
                "同事",
                "同学",
                "friend",
                "neighbour",
                "neighbor",
                "colleague");
        put(Relation.OTHER, "其他", "其它", "亲属", "亲戚", "家属", "other", "relative", "family");
    }

    private Relations() {}

    /** Who, how related, at which number. */
    record All(String name, Relation relation, String number) {}

    static Optional<Relation> of(String word) {
        return Optional.ofNullable(WORDS.get(word.strip().toLowerCase(Locale.ROOT)));
    }

    /** Takes "李某 女儿 10000000028" apart, in whatever order and with whatever between. */
    static All all(String cell) {
        var name = "";
        var relation = Relation.OTHER;
        var number = "";
        for (var part : cell.split("[\\s/,，、;；:：()（）|]+")) {
            var related = of(part);
            if (part.matches(".*\\d{4}.*")) {
                number = number.isEmpty() ? part : number + "/" + part;
            } else if (related.isPresent()) {
                relation = related.get();
            } else if (name.isEmpty()) {
                name = part;
            }
        }
        return new All(name, relation, number);
    }

    private static void put(Relation relation, String... words) {
        for (var word : words) {
            WORDS.put(word, relation);
        }
    }
}
