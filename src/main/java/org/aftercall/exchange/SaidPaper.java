package org.aftercall.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.transcript.Corrections;
import org.aftercall.transcript.Transcripts;
import org.aftercall.transcript.Utterance;
import org.springframework.stereotype.Component;

/** The transcript as it leaves the house: each word with its time, and what a person corrected. */
@Component
record SaidPaper(Transcripts transcripts, Corrections corrections, Staff staff) {
    /** Empty when there is no transcript. */
    List<Map<String, Object>> of(CallId call, boolean masked) {
        var transcript = transcripts.of(List.of(call)).get(call);
        if (transcript == null) {
            return List.of();
        }
        var id = transcript.id();
        var before =
                corrections.all(id).stream()
                        .collect(Collectors.groupingBy(old -> old.said().seq()));
        return (masked ? transcripts.masked(id) : transcripts.words(id))
                .stream()
                        .map(u -> said(u, before.getOrDefault(u.seq(), List.of()), masked))
                        .toList();
    }

    private Map<String, Object> said(Utterance now, List<Corrections.Old> before, boolean masked) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("fromMs", now.fromMs());
        said.put("toMs", now.toMs());
        said.put("speaker", now.speaker());
        said.put("text", now.text());
        said.put("words", words(now));
        if (!before.isEmpty()) {
            said.put("corrected", before.stream().map(old -> old(old, masked)).toList());
        }
        return said;
    }

    private static List<Map<String, Object>> words(Utterance said) {
        return said.words().stream()
                .map(word -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("word", word.w());
                    one.put("fromMs", word.s());
                    one.put("toMs", word.e());
                    one.put("confidence", word.c());
                    return one;
                })
                .toList();
    }

    /** In a masked copy without its words: nobody has covered what is in them. */
    private Map<String, Object> old(Corrections.Old old, boolean masked) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("version", old.version());
        if (!masked) {
            one.put("text", old.said().text());
        }
        one.put("replacedAt", old.at());
        one.put("replacedBy", staff.find(new StaffId(old.by())).map(StaffMember::name).orElse(""));
        return one;
    }
}
