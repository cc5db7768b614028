package io.kuma.dp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What keeps the process that stays small. */
@AnalyzeClasses(packages = "io.kuma.dp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule whatStaysIsMadeOfTheBaseModuleOnly =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp",
              "io.kuma.dp.accesslog",
              "io.kuma.dp.config",
              "io.kuma.dp.dns",
              "io.kuma.dp.metrics",
              "io.kuma.dp.probe",
              "java.lang..",
              "java.io..",
              "java.math",
              "java.net",
              "java.nio..",
              "java.time..",
              "java.util..",
              "org.jspecify..")
          .because("every other library costs memory for as long as the proxy lives");

  @ArchTest
  static final ArchRule preparationNeedsThreeSmallLibraries =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp.prepare")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp..",
              "java..",
              "javax.net.ssl",
              "org.jspecify..",
              "picocli..",
              "com.fasterxml.jackson.core..",
              "org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule accessLogsNeedOneOfThemAndOnlyWhereThereAreSome =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp.accesslog")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp",
              "io.kuma.dp.accesslog",
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule dnsNeedsTwoAndOnlyWhereItIsAskedFor =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp.dns")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp",
              "io.kuma.dp.dns",
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.core..",
              "org.xbill.DNS..");

  @ArchTest
  static final ArchRule metricsNeedTwoAndOnlyWhereTheyAreRead =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp.metrics")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp",
              "io.kuma.dp.metrics",
              "io.kuma.dp.otlp",
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.core..",
              "com.google.re2j..");

  @ArchTest
  static final ArchRule probesNeedOneAndOnlyForGrpc =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp.probe")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp",
              "io.kuma.dp.probe",
              "java..",
              "javax.net.ssl",
              "com.sun.net.httpserver",
              "org.eclipse.jetty..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule collectorsNeedOneAndOnlyWhereThereAreSome =
      classes()
          .that()
          .resideInAPackage("io.kuma.dp.otlp")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.dp", "io.kuma.dp.otlp", "java..", "org.jspecify..", "com.google.protobuf");
}
