package io.kuma.persistence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * What the database's module may know of: the core, the standard, and the libraries that migrate
 * and listen.
 */
@AnalyzeClasses(packages = "io.kuma.persistence", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsTheCoreAndTheStandard =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.kuma.persistence..",
              "io.kuma.core.store..",
              "io.kuma.core.manager..",
              "io.kuma.core.event..",
              "io.kuma.model..",
              "java..",
              "javax.sql..",
              "jakarta.persistence..",
              "jakarta.resource..",
              "jakarta.transaction..",
              "com.fasterxml.jackson..",
              "org.flywaydb.core..",
              "org.jspecify..",
              "org.postgresql..",
              "org.slf4j..");
}
