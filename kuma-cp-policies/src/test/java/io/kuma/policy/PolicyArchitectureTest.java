package io.kuma.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A policy is one package and one line. */
@AnalyzeClasses(packages = "io.kuma.policy", importOptions = DoNotIncludeTests.class)
final class PolicyArchitectureTest {

  @ArchTest
  static final ArchRule A_POLICY_KNOWS_NO_OTHER =
      slices().matching("io.kuma.policy.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule A_POLICY_DOES_NOT_KNOW_THE_LIST =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.policy.*..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.kuma.policy.Policies");

  @ArchTest
  static final ArchRule A_POLICY_SEES_HOOKS_AND_FACTORIES_BUT_NO_GENERATOR =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.xds.generate..",
              "io.kuma.xds.cache..",
              "io.kuma.xds.ads..",
              "io.kuma.core.store..",
              "io.kuma.core.manager..",
              "io.kuma.core.snapshot..",
              "jakarta..");
}
