package io.kuma.xds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom between the model of a proxy and Envoy. */
@AnalyzeClasses(packages = "io.kuma", importOptions = DoNotIncludeTests.class)
final class XdsArchitectureTest {

  @ArchTest
  static final ArchRule NOTHING_HERE_NEEDS_A_CONTAINER =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.xds..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "io.kuma.policy..", "io.kuma.cp..", "io.kuma.rest..");

  @ArchTest
  static final ArchRule HOOKS_KNOW_NO_GENERATOR =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.xds.plugin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.kuma.xds.generate..", "io.kuma.xds.cache..", "io.kuma.xds.ads..");

  @ArchTest
  static final ArchRule FACTORIES_KNOW_ENVOY_AND_THE_MODEL_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.xds.envoy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.core.match..",
              "io.kuma.core.snapshot..",
              "io.kuma.core.store..",
              "io.kuma.core.manager..",
              "io.kuma.xds.plugin..",
              "io.kuma.xds.generate..",
              "io.kuma.xds.cache..",
              "io.kuma.xds.ads..");

  @ArchTest
  static final ArchRule GENERATION_IS_A_FUNCTION_OF_THE_MODEL =
      noClasses()
          .that()
          .resideInAnyPackage("io.kuma.xds.generate..", "io.kuma.xds.plugin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.core.snapshot..",
              "io.kuma.core.store..",
              "io.kuma.core.manager..",
              "io.kuma.core.ca..",
              "io.kuma.xds.ads..",
              "java.time.chrono..",
              "java.io..",
              "java.nio.file..",
              "java.net..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Instant")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random");

  @ArchTest
  static final ArchRule THE_MODEL_OF_A_PROXY_KNOWS_NO_ENVOY =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.envoyproxy..", "com.google.protobuf..", "io.kuma.xds..");
}
