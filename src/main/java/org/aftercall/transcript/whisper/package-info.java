/** Has speech recognised by a server that speaks as whisper.cpp's does. */
@NullMarked
package org.aftercall.transcript.whisper;

import org.jspecify.annotations.NullMarked;
