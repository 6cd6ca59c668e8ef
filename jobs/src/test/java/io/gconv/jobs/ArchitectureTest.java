package io.gconv.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** The dependency rules of the jobs, as a test. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.gconv");

    @Test
    void theInnardsOfTheCoreStayInside() {
        noClasses()
                .that()
                .resideInAPackage("io.gconv.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gconv.internal..")
                .check(CLASSES);
    }

    /** Images come from a source, a task turns them into rows, a job has sources and tasks. */
    @Test
    void sourcesKnowNoTasksAndTasksNoJobs() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.gconv.jobs.spark..")
                .layer("source")
                .definedBy("io.gconv.jobs.spark.source")
                .layer("task")
                .definedBy("io.gconv.jobs.spark.task")
                .layer("job")
                .definedBy("io.gconv.jobs.spark")
                .whereLayer("job")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("task")
                .mayOnlyBeAccessedByLayers("job")
                .check(CLASSES);
    }

    /** A user may have set it for shuffles. */
    @Test
    void nothingTakesTheDefaultParallelismForTheNumberOfCores() {
        noClasses()
                .should()
                .callMethod(SparkContext.class, "defaultParallelism")
                .orShould()
                .callMethod(JavaSparkContext.class, "defaultParallelism")
                .check(CLASSES);
    }

    /** So that help, version and describe run from the jar alone. */
    @Test
    void commandsAndConfigurationDoNotNeedSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("io.gconv.jobs.config..", "io.gconv.jobs.error..", "io.gconv.jobs.report..")
                .or()
                .haveSimpleNameEndingWith("Command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .check(CLASSES);
    }
}
