package org.overhang;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The arrows between packages: a subject stands on core, figure, dataset, regress and policy, and not on another subject. */
@AnalyzeClasses(packages = "org.overhang", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("core")
            .definedBy("org.overhang.core..")
            .layer("figure")
            .definedBy("org.overhang.figure..")
            .layer("dataset")
            .definedBy("org.overhang.dataset..")
            .layer("regress")
            .definedBy("org.overhang.regress..")
            .layer("policy")
            .definedBy("org.overhang.policy..")
            .layer("capacity")
            .definedBy("org.overhang.capacity..")
            .layer("subsidy")
            .definedBy("org.overhang.subsidy..")
            .layer("price")
            .definedBy("org.overhang.price..")
            .layer("dumping")
            .definedBy("org.overhang.dumping..")
            .layer("equilibrium")
            .definedBy("org.overhang.equilibrium..")
            .layer("dynamics")
            .definedBy("org.overhang.dynamics..")
            .layer("dependence")
            .definedBy("org.overhang.dependence..")
            .layer("study")
            .definedBy("org.overhang.study..")
            .layer("paint")
            .definedBy("org.overhang.paint..")
            .layer("report")
            .definedBy("org.overhang.report..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("figure")
            .mayOnlyAccessLayers("core")
            .whereLayer("paint")
            .mayOnlyAccessLayers("core", "figure")
            .whereLayer("dataset")
            .mayOnlyAccessLayers("core", "figure")
            .whereLayer("regress")
            .mayOnlyAccessLayers("core", "figure", "dataset")
            .whereLayer("policy")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress")
            .whereLayer("capacity")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy")
            .whereLayer("subsidy")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy")
            .whereLayer("price")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy")
            .whereLayer("dumping")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy", "price")
            .whereLayer("equilibrium")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy")
            .whereLayer("dynamics")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy", "equilibrium")
            .whereLayer("dependence")
            .mayOnlyAccessLayers("core", "figure", "dataset", "regress", "policy")
            .whereLayer("report")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.overhang.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONE_PAINTER = noClasses()
            .that()
            .resideOutsideOfPackage("org.overhang.paint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.knowm.xchart..", "org.apache.batik..");

    @ArchTest
    static final ArchRule NO_UNBOUNDED_SIMPLEX = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.commons.math3.optim.linear.SimplexSolver")
            .because("its absolute tolerances give wrong efficiencies once inputs are in the thousands");

    @ArchTest
    static final ArchRule NO_LOSSY_JOIN = noClasses()
            .should()
            .callMethod(tech.tablesaw.api.Table.class, "joinOn", String[].class)
            .because("it loses rows above a thousand rows a key; use core.HashJoin");

    @ArchTest
    static final ArchRule NO_MACHINE_DEPENDENT_FUNCTIONS = noClasses()
            .should()
            .callMethod(Math.class, "exp", double.class)
            .orShould()
            .callMethod(Math.class, "log", double.class)
            .orShould()
            .callMethod(Math.class, "log10", double.class)
            .orShould()
            .callMethod(Math.class, "log1p", double.class)
            .orShould()
            .callMethod(Math.class, "expm1", double.class)
            .orShould()
            .callMethod(Math.class, "pow", double.class, double.class)
            .orShould()
            .callMethod(Math.class, "sin", double.class)
            .orShould()
            .callMethod(Math.class, "cos", double.class)
            .orShould()
            .callMethod(Math.class, "tanh", double.class)
            .orShould()
            .callMethod(Math.class, "cbrt", double.class)
            .because("the JVM may replace these by instructions that round differently; use StrictMath or FastMath");

    /** Calls that give plausible wrong numbers (TablesawTrapsTest shows them). */
    private static final Set<String> LYING = Set.of("joinOn", "summarize", "percentile", "pearsons", "asIntArray");

    @ArchTest
    static final ArchRule NO_LYING_CALL = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("they are Tablesaw's " + LYING) {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getTargetOwner().getPackageName().startsWith("tech.tablesaw")
                            && LYING.contains(call.getName());
                }
            });
}
