package io.gconv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of the core, as a test: group ← feature, kernel ← layer ← pipeline ← audit. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.gconv");

    private void mayNotDepend(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(CLASSES);
    }

    @Test
    void groupsKnowNothingOfArrays() {
        mayNotDepend(
                "..group..", "..feature..", "..kernel..", "..layer..", "..pipeline..", "..image..", "..internal..");
    }

    @Test
    void featureMapsAndKernelsKnowOnlyGroups() {
        mayNotDepend("..feature..", "..kernel..", "..layer..", "..pipeline..", "..image..", "..internal..");
        mayNotDepend("..kernel..", "..feature..", "..layer..", "..pipeline..", "..image..", "..internal..");
    }

    @Test
    void layersKnowNothingOfPipelines() {
        mayNotDepend("..layer..", "..pipeline..", "..image..");
    }

    @Test
    void nothingThatIsAuditedKnowsOfAudits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..audit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..audit..")
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNothingOfTheMathematics() {
        mayNotDepend(
                "..internal..", "..group..", "..feature..", "..kernel..", "..layer..", "..pipeline..", "..image..");
    }

    @Test
    void onlyLayersUseTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..layer..", "..internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal..")
                .check(CLASSES);
    }

    @Test
    void nothingInTheCoreKnowsSpark() {
        mayNotDepend("io.gconv..", "org.apache.spark..", "org.apache.hadoop..", "com.typesafe..");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.gconv.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyVectorClassesUseTheVectorApi() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Vector")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }
}
