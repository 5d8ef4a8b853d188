package org.overhang.policy;

import java.util.List;
import java.util.function.Predicate;
import org.overhang.core.Internal;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * The policies in force on one seller, resolved to numbers: the one reading of the vocabulary that every model shares.
 *
 * <p>A later policy replaces an earlier one of its kind; closures and expansions add up. Sizes relative to a baseline are resolved against the
 * price and quantity given; 0 says that there is no baseline. A removal takes away what is held, and is refused where nothing is.
 *
 * <p>Example: {@code InForce.none().with(Duty.exclusive(0.3), 520, 28).consumerPrice(520) // 676}.
 */
@Internal
public final class InForce {
    private static final InForce NONE = new InForce();

    private double duty;
    private double specificDuty;
    private double subsidy;
    private double specificSubsidy;
    private double shift = 1;
    private double capacity = Double.POSITIVE_INFINITY;
    private double quota = Double.POSITIVE_INFINITY;
    private double floor;
    private double fair;
    private boolean active = true;
    private double utilizationFloor;
    private double covered;
    private double costFactor = 1;
    private double costAdded;
    private String owner = "";

    private InForce() {}

    private InForce(InForce other) {
        duty = other.duty;
        specificDuty = other.specificDuty;
        subsidy = other.subsidy;
        specificSubsidy = other.specificSubsidy;
        shift = other.shift;
        capacity = other.capacity;
        quota = other.quota;
        floor = other.floor;
        fair = other.fair;
        active = other.active;
        utilizationFloor = other.utilizationFloor;
        covered = other.covered;
        costFactor = other.costFactor;
        costAdded = other.costAdded;
        owner = other.owner;
    }

    /**
     * No policy, no capacity known.
     *
     * @return the start of every reading
     */
    public static InForce none() {
        return NONE;
    }

    /**
     * Reads policies in their order, refusing those that a model cannot carry or that have nothing to meet.
     *
     * @param model what the user called the model, for the message
     * @param takes what it takes, for the message
     * @param carried which policies it carries
     * @param start what holds before
     * @param policies in their order
     * @param price the baseline's price, 0 if there is none
     * @param quantity the baseline's quantity, 0 if there is none
     * @return what is in force
     * @throws org.overhang.core.OverhangException {@link Reason#OUT_OF_RANGE} with every policy that cannot be carried
     */
    public static InForce resolve(
            String model,
            String takes,
            Predicate<Policy> carried,
            InForce start,
            List<Policy> policies,
            double price,
            double quantity) {
        InForce now = start;
        Problems problems = new Problems();
        for (Policy policy : policies) {
            String refusal = carried.test(policy) ? now.refusal(policy, price, quantity) : takes;
            if (refusal.isEmpty()) {
                now = now.with(policy, price, quantity);
            } else {
                problems.add(Reason.OUT_OF_RANGE, model + " cannot carry \"" + policy.text() + "\": " + refusal + ".");
            }
        }
        problems.throwIfAny();
        return now;
    }

    /**
     * Why a policy has nothing to meet here.
     *
     * @param policy any
     * @param price the baseline's price, 0 if there is none
     * @param quantity the baseline's quantity, 0 if there is none
     * @return the reason; empty if it can be put in force
     */
    public String refusal(Policy policy, double price, double quantity) {
        boolean needsPrice = policy instanceof FairPrice || policy instanceof Undertaking u && u.relative();
        boolean needsQuantity = policy instanceof Quota q && q.relative();
        if (needsPrice && !(price > 0) || needsQuantity && !(quantity > 0)) {
            return "a share of the baseline needs a baseline in which something is sold";
        }
        if (policy instanceof Expansion e && !e.relative() && capacity == Double.POSITIVE_INFINITY) {
            return "an expansion in units needs a capacity that it adds to";
        }
        if (policy instanceof Removal r && !holds(r.measure())) {
            return "the baseline does not hold " + r.measure().words() + ", so that there is nothing to remove";
        }
        return "";
    }

    private boolean holds(Measure measure) {
        return switch (measure) {
            case DUTY -> duty != 0 || specificDuty != 0;
            case SUBSIDY -> subsidy != 0 || specificSubsidy != 0;
            case QUOTA -> quota < Double.POSITIVE_INFINITY;
            case UNDERTAKING -> floor > 0;
            case UTILIZATION_FLOOR -> utilizationFloor > 0;
            case COVERAGE -> covered > 0;
        };
    }

    /**
     * Puts a policy in force, in place of an earlier one of its kind.
     *
     * @param policy any that {@link #refusal} does not refuse
     * @param price the baseline's price, 0 if there is none
     * @param quantity the baseline's quantity, 0 if there is none
     * @return what is in force then
     */
    public InForce with(Policy policy, double price, double quantity) {
        InForce after = new InForce(this);
        if (policy instanceof Duty d) {
            after.duty = d.exclusiveRate();
            after.specificDuty = d.specificAmount();
        } else if (policy instanceof Subsidy s) {
            after.subsidy = s.rate();
            after.specificSubsidy = s.specificAmount();
        } else if (policy instanceof FairPrice f) {
            after.fair = price * (1 + f.increase());
        } else if (policy instanceof Undertaking u) {
            after.floor = u.relative() ? price * (1 + u.amount()) : u.amount();
        } else if (policy instanceof Quota q) {
            after.quota = q.relative() ? quantity * q.amount() : q.amount();
        } else if (policy instanceof Closure c) {
            after.close(c);
        } else if (policy instanceof Expansion e) {
            after.grow(e.relative() ? 1 + e.amount() : 1, e.relative() ? 0 : e.amount());
        } else if (policy instanceof Swap s) {
            after.grow(s.factor(), 0);
        } else if (policy instanceof CostChange c) {
            after.costFactor = c.relative() ? 1 + c.amount() : 1;
            after.costAdded = c.relative() ? 0 : c.amount();
        } else if (policy instanceof Exit) {
            after.active = false;
        } else if (policy instanceof Ownership o) {
            after.owner = o.owner();
        } else if (policy instanceof UtilizationFloor f) {
            after.utilizationFloor = f.share();
        } else if (policy instanceof Coverage c) {
            after.covered = c.share();
        } else if (policy instanceof Removal r) {
            after.remove(r.measure());
        }
        return after;
    }

    private void close(Closure closure) {
        if (!closure.relative()) {
            capacity = Math.min(capacity, closure.amount());
        } else if (capacity < Double.POSITIVE_INFINITY) {
            capacity *= 1 - closure.amount();
        } else {
            shift *= 1 - closure.amount();
        }
    }

    private void grow(double factor, double units) {
        if (capacity < Double.POSITIVE_INFINITY) {
            capacity = capacity * factor + units;
        } else {
            shift *= factor;
        }
    }

    private void remove(Measure measure) {
        switch (measure) {
            case DUTY -> {
                duty = 0;
                specificDuty = 0;
            }
            case SUBSIDY -> {
                subsidy = 0;
                specificSubsidy = 0;
            }
            case QUOTA -> quota = Double.POSITIVE_INFINITY;
            case UNDERTAKING -> floor = 0;
            case UTILIZATION_FLOOR -> utilizationFloor = 0;
            case COVERAGE -> covered = 0;
        }
    }

    /**
     * The same with a capacity that the data know.
     *
     * @param units most that can be made; infinite if not known
     * @return what is in force with it
     */
    public InForce capacity(double units) {
        InForce after = new InForce(this);
        after.capacity = units;
        return after;
    }

    /**
     * The same under an owner.
     *
     * @param name the owner's name
     * @return what is in force under it
     */
    public InForce ownedBy(String name) {
        InForce after = new InForce(this);
        after.owner = name;
        return after;
    }

    /**
     * Ad valorem duty.
     *
     * @return share of the price before duty
     */
    public double duty() {
        return duty;
    }

    /**
     * Specific duty.
     *
     * @return money a unit
     */
    public double specificDuty() {
        return specificDuty;
    }

    /**
     * Ad valorem subsidy.
     *
     * @return share of the producer price
     */
    public double subsidy() {
        return subsidy;
    }

    /**
     * Specific subsidy.
     *
     * @return money a unit
     */
    public double specificSubsidy() {
        return specificSubsidy;
    }

    /**
     * Factor on a supply curve, where no capacity is known.
     *
     * @return 1 if nothing closed and nothing was built
     */
    public double shift() {
        return shift;
    }

    /**
     * Most that can be made.
     *
     * @return units; infinite if not known
     */
    public double capacity() {
        return capacity;
    }

    /**
     * Most that may be sold.
     *
     * @return units; infinite without a quota
     */
    public double quota() {
        return quota;
    }

    /**
     * The quantity limit, whichever is lower.
     *
     * @return units; infinite if there is none
     */
    public double limit() {
        return Math.min(capacity, quota);
    }

    /**
     * Least producer price of an undertaking.
     *
     * @return money a unit; 0 without one
     */
    public double floor() {
        return floor;
    }

    /**
     * Least producer price that is not dumped.
     *
     * @return money a unit; 0 if none is asked for
     */
    public double fair() {
        return fair;
    }

    /**
     * Least producer price, whatever asks for it.
     *
     * @return money a unit; 0 if nothing does
     */
    public double least() {
        return Math.max(floor, fair);
    }

    /**
     * Whether the seller is in the market.
     *
     * @return false after its exit
     */
    public boolean active() {
        return active;
    }

    /**
     * Least share of capacity that must run.
     *
     * @return a fraction
     */
    public double utilizationFloor() {
        return utilizationFloor;
    }

    /**
     * Share of a loss that the state covers.
     *
     * @return a fraction
     */
    public double covered() {
        return covered;
    }

    /**
     * Factor on marginal cost.
     *
     * @return 1 if cost does not change in proportion
     */
    public double costFactor() {
        return costFactor;
    }

    /**
     * What is added to marginal cost.
     *
     * @return money a unit; negative for a fall
     */
    public double costAdded() {
        return costAdded;
    }

    /**
     * Marginal cost under the change of cost.
     *
     * @param before money a unit
     * @return money a unit
     */
    public double cost(double before) {
        return before * costFactor + costAdded;
    }

    /**
     * Who owns the product.
     *
     * @return the owner's name; empty if it owns itself
     */
    public String owner() {
        return owner;
    }

    /**
     * Share of the consumer price, less specific duty, that the producer keeps.
     *
     * @return {@code (1+u)/(1+\tau)}
     */
    public double kept() {
        return (1 + subsidy) / (1 + duty);
    }

    /**
     * The price after duty.
     *
     * @param producerPrice money a unit before duty
     * @return money a unit
     */
    public double consumerPrice(double producerPrice) {
        return (1 + duty) * producerPrice + specificDuty;
    }

    /**
     * The price before duty.
     *
     * @param consumerPrice money a unit after duty
     * @return money a unit
     */
    public double producerPrice(double consumerPrice) {
        return (consumerPrice - specificDuty) / (1 + duty);
    }
}
