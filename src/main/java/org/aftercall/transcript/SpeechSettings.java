package org.aftercall.transcript;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where speech models lie and how much of the machine they may take.
 *
 * @param models folders of model folders, the preferred ones first; set in {@code
 *     application.yaml}, since a default here could not name {@code aftercall.var}
 * @param parallel recordings turned into words at once; each takes one core for 2 to 60 % of the
 *     talk's length, depending on the model
 * @param quietDbfs a side whose loudest sample is below this is lifted before it is recognised
 * @param captions whether what is said is shown while it is said; only in talks that are recorded
 * @param captionThreads threads that recognise it, all of them behind every other thread
 * @param captionVoices how many may be recognised at the same moment; beyond it the next one who
 *     speaks goes without for five seconds
 */
@ConfigurationProperties("aftercall.speech")
record SpeechSettings(
        List<Path> models,
        @DefaultValue("1") int parallel,
        @DefaultValue("-30") double quietDbfs,
        @DefaultValue("true") boolean captions,
        @DefaultValue("1") int captionThreads,
        @DefaultValue("32") int captionVoices) {}
