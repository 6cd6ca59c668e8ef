/** How a run ends: the exit codes of the contract, and errors a user can mend. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.error;
