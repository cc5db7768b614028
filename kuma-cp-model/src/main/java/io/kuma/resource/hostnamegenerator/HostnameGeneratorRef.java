package io.kuma.resource.hostnamegenerator;

import io.kuma.model.Doc;

/** Points at a generator, in the statuses of destinations. */
public record HostnameGeneratorRef(@Doc("The name of the generator.") String coreName) {}
