package org.aftercall.recording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How old master keys get. A backup of the database has the data keys of what was erased after it,
 * locked: whoever finds the master key of that day beside it hears what was erased.
 *
 * @param renewDays the night makes a new master key when the present one is so old, and destroys
 *     earlier ones when their time is over; 0: an operator does both by hand, and takes the copy of
 *     the key file that each new key needs
 * @param keepDays an earlier master key that locks nothing any more is kept for so long, so that a
 *     backup of the database up to that age can be put back; one older plays nothing. Kept longer,
 *     the doctor warns
 */
@ConfigurationProperties("aftercall.recording.master")
record MasterSettings(@DefaultValue("0") int renewDays, @DefaultValue("30") int keepDays) {}
