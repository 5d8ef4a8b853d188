/** The runnable jar that puts the kernel where Jupyter finds it; open {@link org.overhang.kernel.Installer}. */
@NullMarked
package org.overhang.kernel;

import org.jspecify.annotations.NullMarked;
