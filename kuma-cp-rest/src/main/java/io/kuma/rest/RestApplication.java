package io.kuma.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the API at the root of the server. */
@ApplicationPath("/")
public class RestApplication extends Application {}
