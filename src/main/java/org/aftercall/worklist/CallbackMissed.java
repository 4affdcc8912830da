package org.aftercall.worklist;

/** Published once when an agreed callback was not made within its grace. */
public record CallbackMissed(TaskId task) {}
