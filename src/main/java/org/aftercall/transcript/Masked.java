package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.List;
import org.aftercall.transcript.hiding.Secret;

/**
 * An utterance for whom not everything is to be read: a secret is one word of dots that keeps the
 * time of what it covers, so that playing it can be passed over.
 */
record Masked(Utterance utterance, List<Secret> secrets) {
    static final String DOTS = "●●●";

    static Utterance of(Utterance said) {
        return of(said, Secret.in(said.words().stream().map(Utterance.Word::w).toList())).utterance;
    }

    static Masked of(Utterance said, List<Secret> secrets) {
        if (secrets.isEmpty()) {
            return new Masked(said, secrets);
        }
        var words = new ArrayList<Utterance.Word>();
        int at = 0;
        for (var secret : secrets) {
            words.addAll(said.words().subList(at, secret.from()));
            var first = said.words().get(secret.from());
            var last = said.words().get(secret.to() - 1);
            words.add(new Utterance.Word(DOTS, first.s(), last.e(), 1));
            at = secret.to();
        }
        words.addAll(said.words().subList(at, said.words().size()));
        return new Masked(
                new Utterance(said.seq(), said.speaker(), said.fromMs(), said.toMs(), words),
                secrets);
    }
}
