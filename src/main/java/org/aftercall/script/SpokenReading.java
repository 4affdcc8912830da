package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what is said: the usual wording, variants of it, and what is better not said. */
final class SpokenReading {
    /** For whom or when another wording is kept at hand. */
    static final List<String> OCCASIONS = List.of("WARM", "ELDERLY", "DIALECT", "FESTIVAL");

    private static final Set<String> VARIANT = Set.of("for", "display", "say");
    private static final Set<String> AVOID = Set.of("text", "say");
    private static final Set<String> SITUATION = Set.of("code", "text", "line", "avoid");
    private static final Set<String> LINE = Set.of("say");

    private final Faults faults;
    private final PropertyReading properties;

    SpokenReading(Faults faults, PropertyReading properties) {
        this.faults = faults;
        this.properties = properties;
    }

    /**
     * @return whether something of it tells of a stay or an illness
     */
    boolean spoken(String linkId, JsonNode node) {
        var health = said(linkId, node, false);
        var names = new HashSet<JsonNode>();
        for (var variant : properties.list(linkId, "variant", node)) {
            if (!properties.object(linkId, "variant", variant)) {
                continue;
            }
            faults.only(linkId, variant, VARIANT);
            var occasion = variant.path("for").asString("");
            if (!OCCASIONS.contains(occasion)) {
                faults.add(linkId, "variantFor", OCCASIONS);
            }
            properties.texts(linkId, "display", variant, occasion.equals("DIALECT"));
            if (!names.add(
                    variant.path("display").isMissingNode()
                            ? variant.path("for")
                            : variant.path("display"))) {
                faults.add(linkId, "variantTwice");
            }
            health |= said(linkId, variant, true);
        }
        return avoided(linkId, node) || health;
    }

    private boolean avoided(String linkId, JsonNode node) {
        var health = false;
        for (var pair : properties.list(linkId, "avoid", node)) {
            if (properties.object(linkId, "avoid", pair)) {
                faults.only(linkId, pair, AVOID);
                properties.texts(linkId, "text", pair, true);
                health |= said(linkId, pair, true);
            }
        }
        return health;
    }

    /**
     * The phrases for the moments in which a talk leaves its path.
     *
     * @return the places of those that tell of a stay or an illness
     */
    List<String> situations(JsonNode list) {
        var codes = new HashSet<String>();
        var telling = new ArrayList<String>();
        for (var one : list) {
            var code = one.path("code").asString("");
            if (!one.isObject()
                    || !ItemReading.LINK_ID.matcher(code).matches()
                    || !codes.add(code)) {
                faults.add("situation", "situationCode");
                continue;
            }
            var place = "situation " + code;
            faults.only(place, one, SITUATION);
            properties.texts(place, "text", one, true);
            var health = false;
            for (var line : properties.list(place, "line", one)) {
                if (properties.object(place, "line", line)) {
                    faults.only(place, line, LINE);
                    health |= said(place, line, true);
                }
            }
            if (one.path("line").isEmpty()) {
                faults.add(place, "situationLine");
            }
            if (avoided(place, one) || health) {
                telling.add(place);
            }
        }
        return telling;
    }

    private boolean said(String linkId, JsonNode node, boolean needed) {
        var health = false;
        for (Map.Entry<String, String> one :
                properties.spoken(linkId, "say", node, needed).entrySet()) {
            if (Fields.torn(one.getValue())) {
                faults.add(linkId, "fieldTorn", one.getKey());
            }
            for (var name : Fields.names(one.getValue())) {
                var fact = Fact.of(name);
                if (fact.isEmpty()) {
                    faults.unknown(linkId, "field", name, Fact.codes());
                }
                health |= fact.map(Fact::health).orElse(false);
            }
        }
        return health;
    }
}
