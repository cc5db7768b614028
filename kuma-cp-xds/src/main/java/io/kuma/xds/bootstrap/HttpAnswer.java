package io.kuma.xds.bootstrap;

/**
 * An answer, whatever server sends it.
 *
 * @param contentType empty if there is no body
 */
public record HttpAnswer(int status, String contentType, String body) {}
