package org.aftercall.recording;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the keeping is.
 *
 * @param tapeGrace how long after a call its tape may still turn up before it counts as lost
 * @param quiet a tape without a new byte for so long is finished, whoever still holds it open; the
 *     switchboard writes at least once a second
 * @param retryAtMost the longest pause between two tries while the store is away
 * @param samePlay how long further ranges of a recording belong to the play that was noted
 * @param headStartAfter a tape of a talk that has lasted so long is encoded and sealed while the
 *     talk goes on, so that it can be played soon after its end; zero: never
 * @param unsearched what those hear who may not hear everything, before somebody has looked for
 *     what is to be covered: a transcript that is still to be made, or cannot be
 */
@ConfigurationProperties("aftercall.recording")
record RecordingSettings(
        @DefaultValue("10s") Duration tapeGrace,
        @DefaultValue("3s") Duration quiet,
        @DefaultValue("20s") Duration retryAtMost,
        @DefaultValue("10m") Duration samePlay,
        @DefaultValue("60s") Duration headStartAfter,
        @DefaultValue("WAIT") Unsearched unsearched) {

    /** What is heard before anybody has looked. */
    enum Unsearched {
        /** Nothing while words are to come; all where none will come: no model, not understood. */
        WAIT,
        /** Nothing. */
        REFUSE,
        /** All. */
        PLAY
    }
}
