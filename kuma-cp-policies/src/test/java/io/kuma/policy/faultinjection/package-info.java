@NullMarked
package io.kuma.policy.faultinjection;

import org.jspecify.annotations.NullMarked;
