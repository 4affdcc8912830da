package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ways to spoil a questionnaire, each at a place of its own. */
final class Breaking {
    private static final String HERE = "questionnaire";

    /** A spoilt document, and the item that must be named. */
    record Broken(String how, String json, String item) {
        @Override
        public String toString() {
            return how + " at " + item;
        }
    }

    private record Way(String how, Function<ObjectNode, @Nullable String> done) {}

    private final Random chance;
    private final List<Way> ways = new ArrayList<>();

    Breaking(long seed) {
        chance = new Random(seed);
        documents();
        items();
        conditions();
        words();
    }

    List<Broken> of(String json) {
        var all = new ArrayList<Broken>();
        for (var way : ways) {
            var document = Reading.object(json);
            var item = way.done().apply(document);
            if (item != null) {
                all.add(new Broken(way.how(), document.toString(), item));
            }
        }
        all.add(new Broken("cut off", json.substring(0, json.length() / 2), HERE));
        all.add(new Broken("no JSON", "linkId: " + json, HERE));
        all.add(new Broken("two in one", json + json, HERE));
        return all;
    }

    private void documents() {
        top("no name", d -> d.remove("name"));
        top("a name with blanks", d -> d.put("name", "Post discharge"));
        top("version 0", d -> d.put("version", 0));
        top("a version in words", d -> d.put("version", "one"));
        top("another status", d -> d.put("status", "retired"));
        top("another resource", d -> d.put("resourceType", "Patient"));
        top("no title", d -> d.remove("title"));
        top("a title in one language", d -> ((ObjectNode) d.path("title")).remove("en"));
        top("items that are no list", d -> d.put("item", "all"));
        top("no items", d -> d.putArray("item"));
        top("a property of another house", d -> d.put("publisher", "x"));
        top("scores that are no list", d -> d.put("score", 5));
        way(
                "a score that cannot be reckoned",
                d -> {
                    score(d, "bad.score").put("formula", "1 +");
                    return "bad.score";
                });
        way(
                "a score of what is not asked",
                d -> {
                    score(d, "bad.score").put("formula", "'nobody' + 1");
                    return "bad.score";
                });
        way(
                "a situation without a word",
                d -> {
                    var one = d.withArray("situation").addObject().put("code", "worry");
                    one.set("text", texts("words"));
                    return "situation worry";
                });
        way(
                "null for an item",
                d -> {
                    ((ArrayNode) d.path("item")).addNull();
                    return "questionnaire/item[" + (d.path("item").size() - 1) + "]";
                });
        way(
                "groups in groups in groups",
                d -> {
                    ObjectNode at = d;
                    for (int i = 0; i < 8; i++) {
                        var group =
                                at.withArray("item")
                                        .addObject()
                                        .put("linkId", "deep" + i)
                                        .put("type", "group");
                        group.set("text", texts("words"));
                        at = group;
                    }
                    return "deep4";
                });
    }

    private void items() {
        any("a type that is none", i -> true, (i, d) -> i.put("type", "attachment"));
        any("a type with a slip", i -> is(i, "boolean"), (i, d) -> i.put("type", "boolaen"));
        any("no text", i -> true, (i, d) -> i.remove("text"));
        any(
                "text in one language",
                i -> true,
                (i, d) -> ((ObjectNode) i.path("text")).remove("zh"));
        any("text without languages", i -> true, (i, d) -> i.put("text", "words"));
        any(
                "text in a language nobody reads",
                i -> true,
                (i, d) -> ((ObjectNode) i.path("text")).put("xx", "words"));
        any("a property with a slip", Breaking::asks, (i, d) -> i.put("requierd", true));
        any("a yes in words", Breaking::asks, (i, d) -> i.put("required", "yes"));
        any(
                "a repeated yes or no",
                i -> is(i, "boolean") && !i.has("gate"),
                (i, d) -> i.put("repeats", true));
        any("a gate of words", i -> is(i, "text"), (i, d) -> i.put("gate", true));
        any("items below a question", Breaking::asks, (i, d) -> i.putArray("item"));
        any("an empty group", i -> is(i, "group"), (i, d) -> i.remove("item"));
        any("options that are no list", i -> is(i, "choice"), (i, d) -> i.put("answerOption", "A"));
        any("no options", i -> is(i, "choice"), (i, d) -> i.putArray("answerOption"));
        any(
                "an option twice",
                i -> is(i, "choice"),
                (i, d) -> {
                    var options = (ArrayNode) i.path("answerOption");
                    options.add(options.get(0).deepCopy());
                });
        any(
                "an option without words",
                i -> is(i, "choice"),
                (i, d) -> ((ObjectNode) i.path("answerOption").get(0)).remove("display"));
        any(
                "an option worth a word",
                i -> is(i, "choice"),
                (i, d) -> ((ObjectNode) i.path("answerOption").get(0)).put("score", "much"));
        any("options for a text", i -> is(i, "text"), (i, d) -> i.putArray("answerOption"));
        any(
                "bounds the wrong way round",
                i -> is(i, "integer") || is(i, "decimal"),
                (i, d) -> i.put("min", 9).put("max", 1));
        any(
                "a bound in words",
                i -> is(i, "integer") || is(i, "decimal"),
                (i, d) -> i.put("max", "ten"));
        any("bounds of words", i -> is(i, "text"), (i, d) -> i.put("max", 10));
        any("units for a choice", i -> is(i, "choice"), (i, d) -> i.putArray("unitOption"));
        any(
                "hidden, and never answered",
                i ->
                        asks(i)
                                && !i.path("required").asBoolean(false)
                                && !i.has("hidden")
                                && !i.has("repeats"),
                (i, d) -> i.put("hidden", true));
        any(
                "answered beforehand though it alarms",
                i -> i.has("redFlag") && is(i, "boolean"),
                (i, d) -> i.put("initial", true));
        any(
                "starts with what is no answer",
                i -> is(i, "choice") && !i.has("redFlag") && !i.has("repeats"),
                (i, d) -> i.put("initial", "?"));
        any(
                "starts from what nobody knows",
                i -> is(i, "text"),
                (i, d) -> i.put("initialFrom", "history.diabetis"));
        twice();
    }

    private void twice() {
        way(
                "a linkId twice",
                d -> {
                    var all = all(d);
                    all.getLast().put("linkId", all.getFirst().path("linkId").stringValue());
                    return all.getFirst().path("linkId").stringValue();
                });
        way(
                "no linkId",
                d -> {
                    ((ObjectNode) d.path("item").get(0)).remove("linkId");
                    return "questionnaire/item[0]";
                });
        way(
                "a linkId with blanks",
                d -> {
                    ((ObjectNode) d.path("item").get(0)).put("linkId", "a b");
                    return "questionnaire/item[0]";
                });
    }

    private void conditions() {
        any("a condition on nobody", i -> true, (i, d) -> link(i).put("question", "nobody.at.all"));
        any(
                "a condition on itself",
                Breaking::asks,
                (i, d) -> link(i).put("question", i.path("linkId").stringValue()));
        any(
                "a condition on a line",
                i -> asks(i) && !i.path("linkId").stringValue().equals("opening.line"),
                (i, d) -> link(i).put("question", "opening.line"));
        any(
                "a condition that compares by nothing",
                i -> asks(i) && !i.has("gate"),
                (i, d) -> link(i).put("operator", "~"));
        any(
                "a condition without an answer",
                i -> asks(i) && !i.has("gate"),
                (i, d) -> link(i).remove("answer"));
        any(
                "a condition that never holds",
                i -> asks(i) && !List.of("who").contains(i.path("linkId").stringValue()),
                (i, d) -> link(i).put("question", "who").put("answer", "NOBODY"));
        any("neither all nor any", i -> true, (i, d) -> i.put("enableBehavior", "some"));
        any("conditions that are no list", i -> true, (i, d) -> i.putObject("enableWhen"));
        any("an alarm of no level", i -> i.has("redFlag"), (i, d) -> flag(i).put("level", "RED"));
        any("an alarm without words", i -> i.has("redFlag"), (i, d) -> flag(i).remove("text"));
        any("an alarm on nothing", i -> i.has("redFlag"), (i, d) -> flag(i).remove("when"));
        any(
                "an alarm that never rings",
                i -> i.has("redFlag"),
                (i, d) ->
                        ((ObjectNode) flag(i).path("when"))
                                .put("answer", "NEVER ANSWERED")
                                .put("operator", "="));
        any(
                "an alarm for a group",
                i -> is(i, "group"),
                (i, d) -> i.putArray("redFlag").addObject());
        any(
                "a threshold of nobody",
                i -> i.has("redFlag") && (is(i, "integer") || is(i, "decimal")),
                (i, d) -> ((ObjectNode) flag(i).path("when")).put("own", "nobody"));
    }

    private void words() {
        any(
                "a field that is none",
                Breaking::asks,
                (i, d) -> i.set("say", texts("{{patient.shoe}}, hello")));
        any(
                "a field with a slip",
                Breaking::asks,
                (i, d) -> i.set("say", texts("{{patient.titel}}, hello")));
        any(
                "half a field",
                Breaking::asks,
                (i, d) -> i.set("say", texts("{{patient.title, hello")));
        any(
                "a field where nobody speaks",
                i -> true,
                (i, d) -> i.set("text", texts("{{patient.title}}")));
        any(
                "a wording for nobody",
                Breaking::asks,
                (i, d) ->
                        i.putArray("variant")
                                .addObject()
                                .put("for", "LOUD")
                                .set("say", texts("words")));
        any(
                "a wording without words",
                Breaking::asks,
                (i, d) -> i.putArray("variant").addObject().put("for", "WARM"));
        any(
                "a pair of one",
                Breaking::asks,
                (i, d) -> i.putArray("avoid").addObject().set("text", texts("words")));
        way(
                "the ward before identity",
                d -> {
                    ((ObjectNode) Words.item(d, "opening.line"))
                            .set("say", texts("{{encounter.ward}}, hello"));
                    return "opening.line";
                });
    }

    private void top(String how, java.util.function.Consumer<ObjectNode> done) {
        way(
                how,
                d -> {
                    done.accept(d);
                    return HERE;
                });
    }

    private void any(
            String how, Predicate<ObjectNode> fits, BiConsumer<ObjectNode, ObjectNode> done) {
        way(
                how,
                d -> {
                    var all = all(d).stream().filter(fits).toList();
                    if (all.isEmpty()) {
                        return null;
                    }
                    var item = all.get(chance.nextInt(all.size()));
                    done.accept(item, d);
                    return item.path("linkId").stringValue();
                });
    }

    private void way(String how, Function<ObjectNode, @Nullable String> done) {
        ways.add(new Way(how, done));
    }

    private static List<ObjectNode> all(JsonNode parent) {
        var all = new ArrayList<ObjectNode>();
        for (var item : parent.path("item")) {
            all.add((ObjectNode) item);
            all.addAll(all(item));
        }
        return all;
    }

    private static boolean is(JsonNode item, String type) {
        return type.equals(item.path("type").asString(""));
    }

    private static boolean asks(JsonNode item) {
        return !is(item, "group") && !is(item, "display");
    }

    private static ObjectNode link(ObjectNode item) {
        return item.putArray("enableWhen")
                .addObject()
                .put("question", "who")
                .put("operator", "=")
                .put("answer", "PATIENT");
    }

    private static ObjectNode flag(ObjectNode item) {
        return (ObjectNode) item.path("redFlag").get(0);
    }

    private static ObjectNode score(ObjectNode document, String id) {
        var score = document.withArray("score").addObject().put("id", id);
        score.set("text", texts("words"));
        return score;
    }

    private static ObjectNode texts(String text) {
        return Fhir.JSON.objectNode().put("zh", text).put("en", text);
    }
}
