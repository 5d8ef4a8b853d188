package org.overhang;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.overhang.core.Internal;

/** The arrows between packages: a subject stands on core, figure, dataset, regress and policy, and not on another subject. */
@AnalyzeClasses(packages = "org.overhang", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> FOR_PROGRAMS =
            new DescribedPredicate<>("are public and for programs") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(type);
                }
            };

    private static boolean isInternal(JavaClass type) {
        return type.isAnnotatedWith(Internal.class)
                || type.getPackageName().startsWith("org.overhang")
                        && type.getPackage().isAnnotatedWith(Internal.class)
                || type.getEnclosingClass().map(ArchitectureTest::isInternal).orElse(false);
    }

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
            .layer("absorb")
            .definedBy("org.overhang.regress.absorb..")
            .layer("regression")
            .definedBy("org.overhang.regress")
            .layer("rooms")
            .definedBy(
                    "org.overhang.regress.check..",
                    "org.overhang.regress.event..",
                    "org.overhang.regress.panel..",
                    "org.overhang.regress.series..",
                    "org.overhang.regress.survival..")
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
            .whereLayer("absorb")
            .mayOnlyAccessLayers("core")
            .whereLayer("regression")
            .mayOnlyAccessLayers("core", "figure", "dataset", "absorb")
            .whereLayer("policy")
            .mayOnlyAccessLayers("core")
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

    /** Event, panel, series and survival do not use one another, nor does anything inside core. */
    @ArchTest
    static final ArchRule NO_CYCLES_OF_ROOMS =
            slices().matching("org.overhang.(*.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_APART = slices().matching("org.overhang.regress.(check|event|panel|series|survival)..")
            .should()
            .notDependOnEachOther();

    /** What is public for the other jars only stands in no signature that a program sees. */
    @ArchTest
    static final ArchRule NO_INTERNAL_SIGNATURE = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(FOR_PROGRAMS)
            .and()
            .areNotAnnotatedWith(Internal.class)
            .should(new ArchCondition<>("name classes for programs only") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                            .map(JavaClass::getBaseComponentType)
                            .filter(ArchitectureTest::isInternal)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " names " + type.getFullName())));
                }
            });

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

    @ArchTest
    static final ArchRule NO_UNBOXED_CELL = noClasses()
            .should()
            .callMethod(tech.tablesaw.api.DoubleColumn.class, "get", int.class)
            .because("a missing cell is null and ends in a NullPointerException; getDouble gives NaN");

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
