/** Imports over HTTP. */
@NullMarked
package org.aftercall.intake.web;

import org.jspecify.annotations.NullMarked;
