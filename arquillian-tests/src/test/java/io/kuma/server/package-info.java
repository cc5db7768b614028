/**
 * The whole control plane in a real server: the EAR deployed by Arquillian, and the distribution
 * run as users run it. What can be tested without a server is tested elsewhere; a start costs
 * seconds, so there are few tests.
 */
@NullMarked
package io.kuma.server;

import org.jspecify.annotations.NullMarked;
