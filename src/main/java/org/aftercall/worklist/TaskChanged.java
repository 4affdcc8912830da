package org.aftercall.worklist;

/** Published after a task moved: claimed, released, settled. */
public record TaskChanged(TaskId task) {}
