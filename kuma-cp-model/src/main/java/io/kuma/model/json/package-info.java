/**
 * The one way between bytes, JSON trees and records. Every edge (REST, storage, Kubernetes,
 * synchronisation) speaks trees; records are made only from trees that passed the shape check.
 */
@NullMarked
package io.kuma.model.json;

import org.jspecify.annotations.NullMarked;
