package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Estimate;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.policy.Duty;
import org.overhang.policy.InForce;
import org.overhang.policy.Policy;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.Table;

/**
 * Firms with market power, owners of one or several products or plants: Bertrand with logit or CES demand, or Cournot.
 *
 * <p>First-order conditions, with {@code k_j = (1+u_j)/(1+\tau_j)} the share of the consumer price that the firm keeps,
 * {@code e_j = (c_j - z_j)/k_j + \delta_j} its cost in consumer prices, {@code m_j = k_j(p_j - e_j) - \lambda_j} and {@code f}
 * the products of one owner:
 *
 * <pre>{@code
 * logit    k_j = |\alpha| (m_j - \sum_{i\in f} m_i s_i),          s_j = e^{v_j+\alpha p_j}/(1 + \sum e^{v+\alpha p})
 * CES      \gamma m_j/p_j = k_j + (\gamma-1) \sum_{i\in f} (m_i/p_i) r_i,   r_j = b_j p_j^{1-\gamma}/(b_0 + \sum b p^{1-\gamma})
 * Cournot  k_i (P - \delta_i) + P'(Q) \sum_{l\in f} k_l q_l = c_i - z_i + \lambda_i
 * }</pre>
 *
 * <p>{@code \tau, \delta} ad valorem and specific duty, {@code u, z} ad valorem and specific subsidy, {@code \lambda} shadow
 * price of a quantity limit, which enters the conditions of all products of the owner. The keep-share stands inside the sum,
 * so one owner's products may bear different duties. Prices are consumer prices, in money a unit; unit costs are
 * constant, unless a Cournot plant has a supply elasticity, which an owner of several plants needs.
 * CES buyers spend a fixed budget; its outside good has a price that does not move. Limits are slack at the baseline.
 *
 * <p>Calibration: logit needs a margin with the outside share or the market elasticity {@code \eta = \alpha \bar p s_0}, or
 * the outside share with the elasticity; CES a margin or a substitution elasticity; Cournot a margin or a demand elasticity.
 * With more, least squares (weighted by one over the variance where every moment has a standard error) and its residuals are
 * printed; with less, the calibration is refused. A margin is {@code (p_j - e_j)/p_j}. Margins, outside share and elasticities
 * may carry standard errors; effects then carry intervals.
 *
 * <p>Defaults: each product its own owner, no limit, no policy, CES without an outside good. Rows with a missing price or
 * quantity are left out and counted; prices and quantities of zero or below are refused; missing margins and capacities are
 * unknown margins and no limit.
 *
 * <p>Example:
 *
 * <pre>{@code
 * PartialEquilibrium.bertrandLogit("price_usd").quantity("quantity_kt").by("product").margin("margin").domestic("HomeA")
 *         .elasticities(demand(-1.2)).calibrate(products).solve(Duty.exclusive(0.30).on("Subject"));
 * }</pre>
 *
 * <p>Source: S. Anderson, A. de Palma and J.-F. Thisse, "Discrete Choice Theory of Product Differentiation" (1992), ch. 7; L.
 * Froeb, S. Tschantz and P. Crooke, Journal of Econometrics 113 (2003), 49–67, for capacity.
 */
public final class Oligopoly {
    /** Conduct and demand. */
    enum Kind {
        LOGIT("Bertrand logit"),
        CES("Bertrand CES"),
        COURNOT("Cournot linear"),
        COURNOT_LOG("Cournot log-linear");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private record Roles(
            Kind kind,
            String price,
            String quantity,
            String product,
            @Nullable String owner,
            @Nullable String margin,
            @Nullable String marginError,
            @Nullable String capacity,
            boolean average) {
        Roles owner(String column) {
            return new Roles(kind, price, quantity, product, column, margin, marginError, capacity, average);
        }

        Roles margin(String column, @Nullable String error) {
            return new Roles(kind, price, quantity, product, owner, column, error, capacity, average);
        }

        Roles capacity(String column) {
            return new Roles(kind, price, quantity, product, owner, margin, marginError, column, average);
        }

        Roles atAverage() {
            return new Roles(kind, price, quantity, product, owner, margin, marginError, capacity, true);
        }
    }

    private final Roles roles;
    private final List<String> domestic;
    private final @Nullable Estimate outside;
    private final List<Elasticity> elasticities;
    private final List<Armington.Assigned> policies;

    private Oligopoly(
            Roles roles,
            List<String> domestic,
            @Nullable Estimate outside,
            List<Elasticity> elasticities,
            List<Armington.Assigned> policies) {
        this.roles = roles;
        this.domestic = domestic;
        this.outside = outside;
        this.elasticities = elasticities;
        this.policies = policies;
    }

    /** An oligopoly that still needs its quantities. */
    public static final class NeedsQuantity {
        private final Kind kind;
        private final String price;

        NeedsQuantity(Kind kind, String price) {
            this.kind = kind;
            this.price = price;
        }

        /**
         * Units sold.
         *
         * @param column its name
         * @return the model, which still needs its products
         */
        public NeedsProducts quantity(String column) {
            return new NeedsProducts(kind, price, column);
        }
    }

    /** An oligopoly that still needs its products. */
    public static final class NeedsProducts {
        private final Kind kind;
        private final String price;
        private final String quantity;

        private NeedsProducts(Kind kind, String price, String quantity) {
            this.kind = kind;
            this.price = price;
            this.quantity = quantity;
        }

        /**
         * The column that names each product or plant.
         *
         * @param column its name
         * @return the model
         */
        public Oligopoly by(String column) {
            return new Oligopoly(
                    new Roles(kind, price, quantity, column, null, null, null, null, false),
                    List.of(),
                    null,
                    List.of(),
                    List.of());
        }
    }

    private Oligopoly with(Roles other) {
        return new Oligopoly(other, domestic, outside, elasticities, policies);
    }

    /**
     * The column that names each product's owner.
     *
     * @param column its name
     * @return the model
     */
    public Oligopoly owner(String column) {
        return with(roles.owner(column));
    }

    /**
     * Margins over the consumer price, missing where not observed.
     *
     * @param column its name
     * @return the model
     */
    public Oligopoly margin(String column) {
        return with(roles.margin(column, roles.marginError));
    }

    /**
     * Standard errors of the margins: their uncertainty, and the weights where margins over-identify demand and every moment
     * has one.
     *
     * @param column its name; missing cells are margins taken as exact
     * @return the model
     * @throws OverhangException {@link Reason#BAD_VALUE} before {@link #margin}
     */
    public Oligopoly marginError(String column) {
        if (roles.margin == null) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    roles.kind.title + " needs margins before their standard errors. Write margin(column) first.");
        }
        return with(roles.margin(roles.margin, column));
    }

    /**
     * Capacity for this market in units of quantity, missing where there is no limit.
     *
     * @param column its name
     * @return the model
     */
    public Oligopoly capacity(String column) {
        return with(roles.capacity(column));
    }

    /**
     * Takes the quantity-weighted average where prices of a homogeneous good differ a little; Cournot only.
     *
     * @return the model
     */
    public Oligopoly atAveragePrice() {
        return with(roles.atAverage());
    }

    /**
     * Products that count as domestic in the welfare account.
     *
     * @param products their names
     * @return the model
     */
    public Oligopoly domestic(String... products) {
        return new Oligopoly(roles, List.of(products), outside, elasticities, policies);
    }

    /**
     * The outside good's share: of choices for logit, of spending for CES.
     *
     * @param share fraction below 1; above 0 for logit
     * @return the model
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside that range or for Cournot
     */
    public Oligopoly outsideShare(double share) {
        return outsideShare(Estimate.estimate(share));
    }

    /**
     * The outside good's share with its standard error.
     *
     * @param estimate fraction below 1; above 0 for logit, and wherever it carries an error
     * @return the model
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside that range or for Cournot
     */
    public Oligopoly outsideShare(Estimate estimate) {
        double share = estimate.value();
        boolean fits = switch (roles.kind) {
            case LOGIT -> share > 0 && share < 1;
            case CES -> share >= 0 && share < 1;
            default -> false;
        };
        if (!fits) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    roles.kind.title + " needs an outside share between 0 and 1, but it is " + share
                            + (roles.kind == Kind.COURNOT || roles.kind == Kind.COURNOT_LOG
                                    ? ". Cournot has no outside good: give demand(…)."
                                    : ". Write outsideShare(0.2) for twenty percent."));
        }
        return new Oligopoly(roles, domestic, estimate, elasticities, policies);
    }

    /**
     * Elasticities: {@code demand(…)} for logit and Cournot, {@code substitution(…)} for CES; later ones replace earlier ones.
     *
     * @param given elasticities with their sign
     * @return the model
     */
    public Oligopoly elasticities(Elasticity... given) {
        List<Elasticity> out = new ArrayList<>(elasticities);
        for (Elasticity e : given) {
            out.removeIf(o -> o.kind() == e.kind() && o.product().equals(e.product()));
            out.add(e);
        }
        return new Oligopoly(roles, domestic, outside, List.copyOf(out), policies);
    }

    /**
     * A subsidy that the baseline holds.
     *
     * @param product whose
     * @param subsidy ad valorem or specific
     * @return the model
     */
    public Oligopoly subsidy(String product, Subsidy subsidy) {
        return assigned(product, subsidy);
    }

    /**
     * A duty that the baseline holds.
     *
     * @param product whose
     * @param duty with its base
     * @return the model
     */
    public Oligopoly duty(String product, Duty duty) {
        return assigned(product, duty);
    }

    private Oligopoly assigned(String product, Policy policy) {
        List<Armington.Assigned> out = new ArrayList<>(policies);
        out.add(new Armington.Assigned(product, policy));
        return new Oligopoly(roles, domestic, outside, elasticities, List.copyOf(out));
    }

    /**
     * Calibrates the market.
     *
     * @param source one row a product
     * @return the market, which returns its data
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if demand is left open, {@link Reason#BAD_VALUE} for duplicate
     *     products, prices or quantities of zero or below, margins outside 0 to 1, capacities below sales or unknown names
     */
    public Market calibrate(Source source) {
        Columns.Request request = Columns.neededBy(roles.kind.title)
                .number("price", roles.price)
                .number("quantity", roles.quantity)
                .keys(roles.product);
        if (roles.owner != null) {
            request.text("owner", roles.owner);
        }
        if (roles.margin != null) {
            request.number("margin", roles.margin);
        }
        if (roles.marginError != null) {
            request.number("margin error", roles.marginError);
        }
        if (roles.capacity != null) {
            request.number("capacity", roles.capacity);
        }
        Columns in = request.read(source);
        int[] rows = rows(in);
        Problems problems = new Problems();
        OligopolyData data = data(in, rows, problems);
        problems.throwIfAny();
        Model model = switch (roles.kind) {
            case LOGIT -> new BertrandModel(data, true);
            case CES -> new BertrandModel(data, false);
            case COURNOT -> new CournotModel(data, true);
            case COURNOT_LOG -> new CournotModel(data, false);
        };
        return Market.replicating(model, data.price(), data.quantity(), new int[] {in.rows() - rows.length, 0});
    }

    /**
     * Calibrates the market from a Tablesaw table.
     *
     * @param table one row a product
     * @return the market
     */
    public Market calibrate(Table table) {
        return calibrate(Source.of(table));
    }

    /** Complete rows in the order of their product's name. */
    private int[] rows(Columns in) {
        int[] codes = in.keys().codes();
        return java.util.stream.IntStream.range(0, in.rows())
                .filter(i -> codes[i] >= 0
                        && !Double.isNaN(in.number(roles.price)[i])
                        && !Double.isNaN(in.number(roles.quantity)[i]))
                .boxed()
                .sorted(java.util.Comparator.comparingInt(i -> codes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private OligopolyData data(Columns in, int[] rows, Problems problems) {
        Keys keys = in.keys();
        int n = rows.length;
        String[] names = new String[n];
        for (int j = 0; j < n; j++) {
            names[j] = keys.label(keys.codes()[rows[j]]);
            problems.require(
                    j == 0 || !names[j].equals(names[j - 1]),
                    Reason.BAD_VALUE,
                    roles.kind.title + " needs one row a product, but \"" + names[j] + "\" has several.");
        }
        problems.require(
                n > 0,
                Reason.NOT_IDENTIFIED,
                roles.kind.title + " needs at least one product with a price and a quantity, but there is none.");
        problems.throwIfAny();
        double[] price = picked(in.number(roles.price), rows);
        double[] quantity = picked(in.number(roles.quantity), rows);
        for (int j = 0; j < n; j++) {
            problems.require(
                    price[j] > 0 && quantity[j] > 0,
                    Reason.BAD_VALUE,
                    roles.kind.title + " needs prices and quantities above 0, but " + names[j] + " has price "
                            + price[j] + " and quantity " + quantity[j] + ".");
        }
        double[] margin = margins(in, rows, names, problems);
        InForce[] held = Calibration.held(roles.kind.title, names, policies, problems);
        place(in, rows, names, quantity, held, problems);
        checkElasticities(names, problems);
        boolean[] home = Calibration.members(roles.kind.title, "domestic product", names, domestic, problems);
        if (roles.kind == Kind.COURNOT || roles.kind == Kind.COURNOT_LOG) {
            price = onePrice(price, quantity, problems);
        }
        return new OligopolyData(
                price,
                quantity,
                margin,
                marginErrors(in, rows, margin, problems),
                "column " + roles.margin,
                outside,
                elasticities,
                new Regime(names, held),
                home,
                in.unit(roles.price));
    }

    private static double[] picked(double[] column, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
    }

    private double[] margins(Columns in, int[] rows, String[] names, Problems problems) {
        double[] margin = new double[rows.length];
        Arrays.fill(margin, Double.NaN);
        if (roles.margin != null) {
            margin = picked(in.number(roles.margin), rows);
            for (int j = 0; j < margin.length; j++) {
                problems.require(
                        Double.isNaN(margin[j]) || margin[j] > 0 && margin[j] < 1,
                        Reason.BAD_VALUE,
                        roles.kind.title + " needs margins between 0 and 1, but " + names[j] + " has " + margin[j]
                                + ". Leave the cell missing if the margin is not known.");
            }
        }
        return margin;
    }

    private double[] marginErrors(Columns in, int[] rows, double[] margin, Problems problems) {
        double[] out = new double[rows.length];
        if (roles.marginError != null) {
            double[] given = picked(in.number(roles.marginError), rows);
            for (int j = 0; j < out.length; j++) {
                out[j] = Double.isNaN(given[j]) || Double.isNaN(margin[j]) ? 0 : given[j];
                problems.require(
                        out[j] >= 0 && out[j] < Double.POSITIVE_INFINITY,
                        Reason.BAD_VALUE,
                        roles.kind.title + " needs finite standard errors of at least 0, but a margin has " + out[j]
                                + ".");
            }
        }
        return out;
    }

    private void place(Columns in, int[] rows, String[] names, double[] quantity, InForce[] held, Problems problems) {
        for (int j = 0; j < rows.length; j++) {
            if (roles.owner != null) {
                String owner = in.text(roles.owner)[rows[j]];
                held[j] = owner == null ? held[j] : held[j].ownedBy(owner);
            }
            if (roles.capacity != null) {
                double capacity = in.number(roles.capacity)[rows[j]];
                held[j] = Double.isNaN(capacity) ? held[j] : held[j].capacity(capacity);
                problems.require(
                        held[j].capacity() >= quantity[j] * (1 - 1e-12),
                        Reason.BAD_VALUE,
                        roles.kind.title + " needs capacities of at least sales, but " + names[j] + " sells "
                                + quantity[j] + " with capacity " + capacity + ".");
            }
        }
    }

    private void checkElasticities(String[] names, Problems problems) {
        boolean cournot = roles.kind == Kind.COURNOT || roles.kind == Kind.COURNOT_LOG;
        for (Elasticity e : elasticities) {
            boolean fits = switch (e.kind()) {
                case DEMAND -> roles.kind != Kind.CES && e.product().isEmpty();
                case SUBSTITUTION -> roles.kind == Kind.CES && e.product().isEmpty() && e.value() > 1;
                case SUPPLY ->
                    cournot
                            && e.value() > 0
                            && (e.product().isEmpty() || Arrays.asList(names).contains(e.product()));
            };
            problems.require(
                    fits,
                    Reason.BAD_VALUE,
                    roles.kind.title + " has no place for the elasticity \"" + e.text() + "\". It takes "
                            + (roles.kind == Kind.CES
                                    ? "substitution(…) above 1."
                                    : cournot
                                            ? "demand(…) of the whole market and supply(…) above 0 of its plants."
                                            : "demand(…) of the whole market."));
        }
    }

    private double[] onePrice(double[] price, double[] quantity, Problems problems) {
        double value = 0;
        double total = 0;
        boolean same = true;
        for (int j = 0; j < price.length; j++) {
            value += price[j] * quantity[j];
            total += quantity[j];
            same &= Math.abs(price[j] / price[0] - 1) <= 1e-12;
        }
        problems.require(
                same || roles.average,
                Reason.BAD_VALUE,
                roles.kind.title + " needs one price of its homogeneous good, but \"" + roles.price
                        + "\" differs between plants. Write atAveragePrice() to use the quantity-weighted average.");
        double[] out = new double[price.length];
        Arrays.fill(out, same ? price[0] : value / total);
        return out;
    }
}
