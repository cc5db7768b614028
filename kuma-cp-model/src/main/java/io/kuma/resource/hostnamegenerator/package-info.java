/** Gives destinations host names by a template, and tells in their statuses what came of it. */
@NullMarked
package io.kuma.resource.hostnamegenerator;

import org.jspecify.annotations.NullMarked;
