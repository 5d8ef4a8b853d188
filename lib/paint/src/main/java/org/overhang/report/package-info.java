/**
 * Many results side by side: one web page and one PDF that rebuild themselves, and say what moved when they do not come out
 * the same.
 */
@NullMarked
package org.overhang.report;

import org.jspecify.annotations.NullMarked;
