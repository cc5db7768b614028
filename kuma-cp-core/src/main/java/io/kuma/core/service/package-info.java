/**
 * The services that proxies make up (contract section 3.5). Functions of what they are given: no
 * store, and no clock but an argument.
 */
@NullMarked
package io.kuma.core.service;

import org.jspecify.annotations.NullMarked;
