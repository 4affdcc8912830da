/** What a speech engine is to the house: sound in, words with their times out. */
@NullMarked
package org.aftercall.transcript.engine;

import org.jspecify.annotations.NullMarked;
