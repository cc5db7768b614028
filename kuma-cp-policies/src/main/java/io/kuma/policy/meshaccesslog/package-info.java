/**
 * What is written down about connections and requests, and where to. It adds loggers to listeners,
 * and the clusters through which logs leave.
 */
@NullMarked
package io.kuma.policy.meshaccesslog;

import org.jspecify.annotations.NullMarked;
