/** Self-contained HTML pages: escaping, one style sheet, pictures within the file. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.html;
