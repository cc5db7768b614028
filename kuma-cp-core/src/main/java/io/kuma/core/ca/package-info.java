/**
 * Certificate authorities and what they sign. A mesh has one of its own, made by the control plane
 * or provided by its owner; its proxies get certificates that name their services as SPIFFE IDs. A
 * certificate's version says what it proves and until when, not its bytes, so that a control plane
 * that was restarted recognises it. Envoys' admin listeners and the control plane know each other
 * by a second authority, whose certificates are derived rather than drawn by lot, so that they
 * never change. Everything takes its time and its chance as arguments.
 */
@NullMarked
package io.kuma.core.ca;

import org.jspecify.annotations.NullMarked;
