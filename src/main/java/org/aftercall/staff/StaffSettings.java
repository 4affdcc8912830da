package org.aftercall.staff;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How strict the door is.
 *
 * @param maxFailedLogins wrong passwords in a row before an account is locked
 * @param lockFor how long it stays locked; GB/T 22239-2019, 8.1.4.1 b asks for a limit, not a
 *     length
 * @param minPasswordLength characters of a password somebody chooses
 */
@ConfigurationProperties("aftercall.staff")
record StaffSettings(
        @DefaultValue("5") int maxFailedLogins,
        @DefaultValue("15m") Duration lockFor,
        @DefaultValue("10") int minPasswordLength) {}
