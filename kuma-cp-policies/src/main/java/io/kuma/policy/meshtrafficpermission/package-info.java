/**
 * Who may talk to whom, once mutual TLS is on: without a permission that says otherwise nobody may.
 * It adds a filter to the inbounds that reads the client's certificate.
 */
@NullMarked
package io.kuma.policy.meshtrafficpermission;

import org.jspecify.annotations.NullMarked;
