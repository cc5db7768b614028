/**
 * Which instances of a service are left alone because they fail, and how much a service is asked at
 * once; by tags.
 */
@NullMarked
package io.kuma.policy.circuitbreaker;

import org.jspecify.annotations.NullMarked;
