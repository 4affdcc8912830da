package org.aftercall.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names that both ways between our documents and FHIR R4 use. What FHIR has no element for travels
 * as JSON text in an extension of ours; where another system must not overlook it, in a modifier
 * extension.
 */
final class Fhir {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";
    static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
    static final String OURS = "urn:aftercall:questionnaire:";

    static final String TRANSLATION = HL7 + "translation";
    static final String ORDINAL = HL7 + "ordinalValue";
    static final String HIDDEN = HL7 + "questionnaire-hidden";
    static final String UNIT = HL7 + "questionnaire-unit";
    static final String UNIT_OPTION = HL7 + "questionnaire-unitOption";
    static final String FACTOR = OURS + "factor";
    static final String ENABLE_WHEN = OURS + "enableWhen";

    /** Our properties of an item, of the document, by the extension that carries them. */
    static final Map<String, String> ITEM =
            carried("say", "variant", "avoid", "gate", "initialFrom", "redFlag");

    static final Map<String, String> DOCUMENT = carried("score", "situation");

    private Fhir() {}

    private static Map<String, String> carried(String... names) {
        var byUrl = new LinkedHashMap<String, String>();
        for (var name : List.of(names)) {
            byUrl.put(OURS + name, name);
        }
        return byUrl;
    }

    static ObjectNode extension(String url, String type, JsonNode value) {
        var extension = JSON.objectNode();
        extension.put("url", url);
        extension.set("value" + type, value);
        return extension;
    }

    static boolean bound(String url) {
        return url.equals(bound("min", false))
                || url.equals(bound("max", false))
                || url.equals(bound("min", true))
                || url.equals(bound("max", true));
    }

    static String bound(String which, boolean quantity) {
        return quantity ? SDC + "sdc-questionnaire-" + which + "Quantity" : HL7 + which + "Value";
    }
}
