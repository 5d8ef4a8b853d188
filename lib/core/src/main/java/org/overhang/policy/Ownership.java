package org.overhang.policy;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A product passes to another owner.
 *
 * <p>Example: {@code market.solve(Ownership.by("HomeA").on("HomeB"))}.
 *
 * @param owner who owns the product afterwards
 */
public record Ownership(String owner) implements Policy {
    /**
     * Checks that the owner has a name.
     *
     * @param owner who owns the product afterwards
     * @throws OverhangException {@link Reason#BAD_VALUE} if blank
     */
    public Ownership {
        if (owner.isBlank()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A change of ownership needs the new owner's name, but it is blank. Write Ownership.by(\"HomeA\").");
        }
    }

    /**
     * The new owner.
     *
     * @param owner its name, as the baseline's owner column writes it, or a new one
     * @return the change of ownership
     */
    public static Ownership by(String owner) {
        return new Ownership(owner);
    }

    @Override
    public String text() {
        return "ownership by " + owner;
    }
}
