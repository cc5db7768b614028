/**
 * Which proxies get an identity, what it looks like, and who issues the certificate that proves it.
 */
@NullMarked
package io.kuma.resource.meshidentity;

import org.jspecify.annotations.NullMarked;
