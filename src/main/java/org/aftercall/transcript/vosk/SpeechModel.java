package org.aftercall.transcript.vosk;

import java.nio.file.Path;

/**
 * A folder with a Vosk model.
 *
 * @param language {@code en} or {@code zh}, told from the folder's name
 * @param demo made for synthetic voices and few words; never for real patients
 */
public record SpeechModel(String name, String language, boolean demo, Path folder) {}
