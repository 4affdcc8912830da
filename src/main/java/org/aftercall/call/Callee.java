package org.aftercall.call;

import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;

/** Whom else one can ring in the middle of a call. */
public sealed interface Callee {
    /** A colleague. */
    record Desk(Extension extension, DeskKind kind) implements Callee {}

    /** Somebody outside, if the trunk's rules name him. */
    record Number(PhoneNumber number) implements Callee {}
}
