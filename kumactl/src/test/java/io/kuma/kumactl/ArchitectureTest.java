package io.kuma.kumactl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kuma.kumactl", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsTheModelAndNoControlPlane =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.kumactl..",
              "io.kuma.model..",
              "java..",
              "javax.net.ssl",
              "org.jspecify..",
              "picocli..",
              "com.fasterxml.jackson..",
              "com.nimbusds..",
              "com.samskivert.mustache",
              "org.bouncycastle..",
              "org.yaml.snakeyaml..");
}
