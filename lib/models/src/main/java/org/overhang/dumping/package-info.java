/**
 * Dumping margins by the rules of the authorities, with every step explained and an interval around the number.
 *
 * <p>{@link org.overhang.dumping.CaseFiles} holds the files of a case, {@link org.overhang.dumping.DumpingRules} the law,
 * {@link org.overhang.dumping.DumpingMargin} does the sum.
 */
@NullMarked
package org.overhang.dumping;

import org.jspecify.annotations.NullMarked;
