/** What every other package rests on: sources and columns, keys and joins, results, summaries, intervals, seeds, errors. */
@NullMarked
package org.overhang.core;

import org.jspecify.annotations.NullMarked;
