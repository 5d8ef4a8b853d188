/**
 * From the margins of single exporters to the rates of a whole proceeding: exporters treated as one, the rate of those not examined,
 * facts available, the table of cash deposits, and the public version.
 *
 * <p>{@link org.overhang.dumping.respondents.Respondents} is the file to open first; margins come in from
 * {@link org.overhang.dumping.DumpingResult}, {@link org.overhang.dumping.respondents.RespondentRules} says whose law sets the
 * other rates.
 */
@NullMarked
package org.overhang.dumping.respondents;

import org.jspecify.annotations.NullMarked;
