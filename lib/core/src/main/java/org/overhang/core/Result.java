package org.overhang.core;

import tech.tablesaw.api.Table;

/**
 * What every verb answers: a summary for people and two tables for programs.
 *
 * <p>{@code toString()} of every implementation prints the summary, so that naming the result on the last line of a cell is
 * enough. Tables are made fresh on each call, since Tablesaw's tables can be changed.
 */
public interface Result {
    /**
     * The answer in words and aligned numbers, the choices on its first line and what was left out at its end.
     *
     * @return the summary
     */
    Summary summary();

    /**
     * One row an estimate, with broom's column names where they apply: {@code term estimate std_error statistic p_value
     * conf_low conf_high}.
     *
     * @return a fresh table
     */
    Table tidy();

    /**
     * One row for the whole answer: {@code nobs dropped} and what else describes it.
     *
     * @return a fresh table
     */
    Table glance();
}
