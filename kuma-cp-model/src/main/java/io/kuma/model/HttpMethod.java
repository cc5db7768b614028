package io.kuma.model;

/** Methods of HTTP, as flat types write them. */
public enum HttpMethod {
  /** None in particular: proto3's zero. Who uses it says whether that is allowed. */
  NONE,
  CONNECT,
  DELETE,
  GET,
  HEAD,
  OPTIONS,
  PATCH,
  POST,
  PUT,
  TRACE
}
