package org.overhang.capacity;

/** Which way a plant is moved to the frontier. */
public enum Direction {
    /** Outputs grow in proportion while inputs stay. */
    OUTPUT,
    /** Inputs shrink in proportion while outputs stay. */
    INPUT
}
