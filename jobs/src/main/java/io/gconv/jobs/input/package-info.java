/** From what the user names (files, folders, globs on any Hadoop file system) to a sorted list of files. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.input;
