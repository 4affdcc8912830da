package org.aftercall.script;

import java.util.List;

/** All that answers come to, in one go: their alarms, and what they sum up to. */
public record Judged(List<RedFlag> flags, List<Score> scores) {}
