/**
 * How far a pipeline is from the equivariance that theory promises: transformations, measures, and controls that must
 * fail.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.audit;
