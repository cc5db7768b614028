/**
 * Keeps resources in a database by JPA: one entity for all types, in the table of contract section
 * 3.6, so that the database of an existing installation can be served. Versions are compared in the
 * statement that writes, keys and owners by the database's own constraints; nothing here depends on
 * how many control planes share it. Changes are announced after the commit.
 */
@NullMarked
package io.kuma.persistence;

import org.jspecify.annotations.NullMarked;
