@NullMarked
package io.kuma.core.service;

import org.jspecify.annotations.NullMarked;
