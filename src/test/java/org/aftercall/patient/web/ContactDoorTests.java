package org.aftercall.patient.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Contact;
import org.aftercall.patient.Relation;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** How a patient is reached is mended at a screen, and each change is a row of the trail. */
@ApplicationModuleTest(
        mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES,
        module = "patient",
        extraIncludes = {"staff", "kernel"})
class ContactDoorTests extends SomebodyNew {
    private SignedIn nurse;

    @BeforeEach
    void aNurse() {
        nurse = somebody(Role.NURSE, DataScope.EVERYTHING);
    }

    @Test
    void aNumberIsAddedInAnyShapeAndTriedAfterTheOthers() throws Exception {
        send(
                nurse,
                post(at("contacts"))
                        .content(
                                "{\"relation\": \"CHILD\", \"name\": \"Xiao Ming\", \"number\": \"138 0013-8000\"}"),
                201);
        var added = contacts().getLast();
        assertThat(added.number().digits()).isEqualTo("+8613800138000");
        assertThat(added.relation()).isEqualTo(Relation.CHILD);
        assertThat(added.order()).isEqualTo(2);
        var again =
                send(
                        nurse,
                        post(at("contacts"))
                                .content(
                                        "{\"relation\": \"SPOUSE\", \"number\": \"+8613800138000\"}"),
                        422);
        assertThat(again.at("/code").asString()).isEqualTo("contact.known");
        var unread =
                send(
                        nurse,
                        post(at("contacts"))
                                .content("{\"relation\": \"SPOUSE\", \"number\": \"call me\"}"),
                        422);
        assertThat(unread.at("/errors/0/pointer").asString()).isEqualTo("/number");
        assertThat(trail()).containsExactly("patient.contact added contact=" + added.id().value());
    }

    @Test
    void whatIsSaidOfANumberIsCorrectedAndAnotherNumberTakesItsPlace() throws Exception {
        var first = contacts().getFirst();
        var one = at("contacts/" + first.id().value());
        send(nurse, put(one).content("{\"relation\": \"SPOUSE\", \"name\": \"Wang\"}"), 204);
        assertThat(contacts().getFirst().relation()).isEqualTo(Relation.SPOUSE);
        assertThat(contacts().getFirst().id()).isEqualTo(first.id());
        send(nurse, put(one).content("{\"number\": \"13900139000\"}"), 204);
        var usable = contacts().stream().filter(c -> !c.invalid()).toList();
        assertThat(usable).hasSize(1);
        assertThat(usable.getFirst().number().digits()).isEqualTo("+8613900139000");
        assertThat(usable.getFirst().relation()).isEqualTo(Relation.SPOUSE);
        assertThat(contacts()).anyMatch(c -> c.id().equals(first.id()) && c.invalid());
    }

    @Test
    void aNumberThatWasFoundDeadIsBroughtBack() throws Exception {
        var id = contacts().getFirst().id();
        patients.markInvalid(id, "NUMBER_INVALID");
        send(nurse, post(at("contacts/" + id.value() + "/revive")), 204);
        assertThat(contacts().getFirst().invalid()).isFalse();
        send(nurse, post(at("contacts/" + UUID.randomUUID() + "/revive")), 404);
    }

    @Test
    void theOrderIsChangedAsAWholeOnly() throws Exception {
        send(
                nurse,
                post(at("contacts"))
                        .content("{\"relation\": \"CHILD\", \"number\": \"13800138001\"}"),
                201);
        var ids = contacts().stream().map(c -> c.id().value()).toList();
        send(nurse, put(at("contacts")).content("{\"order\": [\"" + ids.getLast() + "\"]}"), 422);
        send(
                nurse,
                put(at("contacts"))
                        .content(
                                "{\"order\": [\"%s\", \"%s\"]}"
                                        .formatted(ids.getLast(), ids.getFirst())),
                204);
        assertThat(contacts().stream().map(c -> c.id().value()))
                .containsExactly(ids.getLast(), ids.getFirst());
    }

    @Test
    void anUnknownZoneIsMendedAndNonsenseRefused() throws Exception {
        db.sql("UPDATE patient.patient SET zone = 'Mars/Olympus' WHERE id = :id")
                .param("id", patient.value())
                .update();
        assertThat(patients.zone(patient)).isEmpty();
        for (var bad : List.of("{\"zone\": \"Beijing\"}", "{\"zone\": \"+08:00\"}", "{}")) {
            assertThat(
                            send(nurse, put(at("zone")).content(bad), 422)
                                    .at("/errors/0/pointer")
                                    .asString())
                    .isEqualTo("/zone");
        }
        send(nurse, put(at("zone")).content("{\"zone\": \"Asia/Urumqi\"}"), 204);
        assertThat(patients.zone(patient).orElseThrow().getId()).isEqualTo("Asia/Urumqi");
    }

    @Test
    void aNoAndAYesAreWrittenDownWithTheirReason() throws Exception {
        var no = "{\"what\": \"RECORDING\", \"given\": false, \"reason\": \"in writing\"}";
        send(nurse, post(at("consent")).content(no), 204);
        assertThat(patients.consent(patient).recording()).isFalse();
        assertThat(patients.consent(patient).calls()).isTrue();
        send(nurse, post(at("consent")).content(no.replace("false", "true")), 204);
        assertThat(patients.consent(patient).recording()).isTrue();
        assertThat(send(nurse, post(at("consent")).content("{}"), 422).at("/errors").size())
                .isEqualTo(3);
        assertThat(trail())
                .containsExactly(
                        "patient.consent RECORDING withdrawn", "patient.consent RECORDING given");
    }

    @Test
    void whoMayNotSeeThePatientOrWriteMendsNothing() throws Exception {
        var stranger = somebody(Role.NURSE, DataScope.of(Set.of("elsewhere")));
        send(stranger, put(at("zone")).content("{\"zone\": \"Asia/Urumqi\"}"), 404);
        var quality = somebody(Role.QUALITY, DataScope.EVERYTHING);
        send(quality, put(at("zone")).content("{\"zone\": \"Asia/Urumqi\"}"), 403);
    }

    private List<Contact> contacts() {
        return patients.contacts(patient);
    }

    private List<@Nullable String> trail() {
        return db.sql(
                        "SELECT action || ' ' || detail FROM audit.access WHERE patient_id = :patient ORDER BY seq")
                .param("patient", patient.value())
                .query(String.class)
                .list();
    }

    private String at(String what) {
        return "/api/v1/patients/" + patient.value() + "/" + what;
    }

    private JsonNode send(SignedIn who, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return who.asks(mvc, request, status);
    }
}
