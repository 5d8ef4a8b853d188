package org.overhang.study;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.policy.Closure;
import org.overhang.policy.Policy;

/** What a run of the chain takes away, adds, closes and switches off. */
record Scenario(
        Set<Cause> without, List<Policy> policies, @Nullable Closure closure, Set<Link> off) {
    static final Scenario TODAY = new Scenario(Set.of(), List.of(), null, Set.of());

    Scenario without(Cause cause) {
        Set<Cause> more = EnumSet.of(cause);
        more.addAll(without);
        return new Scenario(more, policies, closure, off);
    }

    Scenario with(Policy policy) {
        List<Policy> more = new ArrayList<>(policies);
        more.add(policy);
        return new Scenario(without, List.copyOf(more), closure, off);
    }

    Scenario close(Closure closing) {
        return new Scenario(without, policies, closing, off);
    }

    Scenario switchOff(Link link) {
        Set<Link> more = EnumSet.of(link);
        more.addAll(off);
        return new Scenario(without, policies, closure, more);
    }

    /** Today with the same links switched off: what a counterfactual is compared with. */
    Scenario today() {
        return new Scenario(Set.of(), List.of(), null, off);
    }

    boolean changesNothing() {
        return without.isEmpty() && policies.isEmpty() && closure == null;
    }

    boolean isOff(Link link) {
        return off.contains(link);
    }

    boolean lacks(Cause cause) {
        return without.contains(cause);
    }

    /** In words, links that are off left aside. */
    String text() {
        List<String> parts = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            if (without.contains(cause)) {
                parts.add("without " + cause.words());
            }
        }
        policies.forEach(p -> parts.add("with a " + p.text()));
        if (closure != null) {
            parts.add("with a " + closure.text());
        }
        return parts.isEmpty() ? "as it is" : String.join(", ", parts);
    }
}
