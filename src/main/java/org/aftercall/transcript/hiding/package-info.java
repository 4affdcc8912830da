/** Finds what not everybody may read: numbers of papers, telephones and cards, and addresses. */
@NullMarked
package org.aftercall.transcript.hiding;

import org.jspecify.annotations.NullMarked;
