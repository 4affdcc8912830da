package org.aftercall.worklist;

/** Published after a list's settings or its pause changed: others can be called now. */
public record WorklistChanged(WorklistId list) {}
