/** How clients find out which instances of a service are well; by tags. */
@NullMarked
package io.kuma.policy.healthcheck;

import org.jspecify.annotations.NullMarked;
