/** What several tests share: maps of small integers, groups to loop over, NumPy arrays. */
@org.jspecify.annotations.NullMarked
package io.gconv.testing;
