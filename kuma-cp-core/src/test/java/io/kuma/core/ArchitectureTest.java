package io.kuma.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the core may know of. */
@AnalyzeClasses(packages = "io.kuma", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] LIBRARIES = {
    "java..",
    "javax.crypto..",
    "javax.net.ssl..",
    "javax.security.auth.x500..",
    "com.fasterxml.jackson..",
    "org.jspecify..",
    "org.slf4j..",
    "org.bouncycastle..",
    "com.nimbusds.."
  };

  @ArchTest
  static final ArchRule coreKnowsTheModelAndFewLibraries =
      classes()
          .that()
          .resideInAPackage("io.kuma.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with("io.kuma.core..", "io.kuma.model..", "io.kuma.resource.."));

  @ArchTest
  static final ArchRule modelDoesNotKnowTheCore =
      noClasses()
          .that()
          .resideInAnyPackage("io.kuma.model..", "io.kuma.resource..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kuma.core..");

  @ArchTest
  static final ArchRule packagesHaveADirection =
      slices().matching("io.kuma.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule cryptographyStaysInItsRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.kuma.core.ca..", "io.kuma.core.token..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle..", "com.nimbusds..");

  private static String[] with(String... own) {
    String[] all = new String[own.length + LIBRARIES.length];
    System.arraycopy(own, 0, all, 0, own.length);
    System.arraycopy(LIBRARIES, 0, all, own.length, LIBRARIES.length);
    return all;
  }
}
