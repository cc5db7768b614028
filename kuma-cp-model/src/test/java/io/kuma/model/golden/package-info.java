/**
 * Golden tests: what the code makes of inputs is kept in files, and a test fails when it makes
 * something else. Part of the test jar, because every module has such tests.
 */
@NullMarked
package io.kuma.model.golden;

import org.jspecify.annotations.NullMarked;
