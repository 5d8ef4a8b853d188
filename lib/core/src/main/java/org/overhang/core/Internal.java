package org.overhang.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Public for the other jars of Overhang, not for programs: it may change with any version, notebooks do not import it, and no
 * public signature outside may name it.
 *
 * <p>It stands on a package, or on a class of a package that is otherwise for programs. Tablesaw and Commons Math have no
 * stable module names, so that a {@code module-info} cannot say the same.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.METHOD})
public @interface Internal {}
