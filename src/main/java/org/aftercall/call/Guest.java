package org.aftercall.call;

import java.util.UUID;
import org.aftercall.kernel.PhoneNumber;

/**
 * Somebody outside who may be asked into a call, or handed one. Prints without name and number.
 *
 * @param note what helps to choose: a language, a ward, hours
 */
public record Guest(UUID id, String name, Kind kind, String note, PhoneNumber number) {
    /** What he is asked for. */
    public enum Kind {
        INTERPRETER,
        DOCTOR,
        OTHER
    }

    @Override
    public String toString() {
        return "Guest[" + id + "]";
    }
}
