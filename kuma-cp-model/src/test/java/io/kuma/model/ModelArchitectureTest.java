package io.kuma.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom inside the model (docs/architecture.md). */
@AnalyzeClasses(packages = "io.kuma", importOptions = ImportOption.DoNotIncludeTests.class)
class ModelArchitectureTest {

  @ArchTest
  static final ArchRule DEPENDS_ON_LITTLE =
      classes()
          .that()
          .resideInAnyPackage("io.kuma.model..", "io.kuma.resource..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.model..",
              "io.kuma.resource..",
              "java..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule KNOWS_NO_CONTAINER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "javax..", "io.grpc..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule DEFINITIONS_DO_NOT_KNOW_TYPES =
      noClasses()
          .that()
          .resideInAPackage("io.kuma.model..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kuma.resource..");

  @ArchTest
  static final ArchRule YAML_IS_READ_IN_ONE_PLACE =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.YamlReader(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml.snakeyaml..");
}
