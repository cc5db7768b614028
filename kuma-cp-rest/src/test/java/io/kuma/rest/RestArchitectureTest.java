package io.kuma.rest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kuma.core.role.GuardedResources;

/** Whoever answers users has resources only as somebody, so that nothing answers unasked. */
@AnalyzeClasses(packages = "io.kuma.rest", importOptions = DoNotIncludeTests.class)
class RestArchitectureTest {

  @ArchTest
  static final ArchRule resourcesAreSeenAsSomebody =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "io\\.kuma\\.core\\.(manager\\.(ResourceManager|ResourceReader|"
                  + "TransactionalResourceManager)|store\\.(ResourceStore|.*Store)|"
                  + "snapshot\\.(StoredSnapshot|MeshSnapshots|OutageReads))")
          .because("ResourceView asks who calls, and those do not");

  @ArchTest
  static final ArchRule rehearsalsAreSeenAsSomebody =
      noClasses()
          .should()
          .callMethod("io.kuma.core.rehearsal.Rehearsal", "manager")
          .because("ResourceView.on(rehearsal) asks who calls");

  @ArchTest
  static final ArchRule oneDeskServes =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.kuma\\.rest\\.(Desk|RestApplication(\\$Parts)?)")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(GuardedResources.class)
          .because("who is denied something is taken down there");
}
