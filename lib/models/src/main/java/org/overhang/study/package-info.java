/** The chain through all subjects, and a simulated world whose truth is known to test it on. */
@NullMarked
package org.overhang.study;

import org.jspecify.annotations.NullMarked;
