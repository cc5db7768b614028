package io.kuma.resource.meshhttproute;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.BackendRef;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import org.jspecify.annotations.Nullable;

/** A change to requests or answers. As on the wire, {@code type} says which sibling counts. */
public record Filter(
    @Doc("Which of the changes it is.") Filter.Type type,
    @Doc("Changes headers of the request.") @Nullable HeaderModifier requestHeaderModifier,
    @Doc("Changes headers of the answer.") @Nullable HeaderModifier responseHeaderModifier,
    @Doc("Answers with a redirect.") @Nullable RequestRedirect requestRedirect,
    @Doc("Changes the host and path of the request.") @Nullable UrlRewrite urlRewrite,
    @Doc("Sends a copy of the request elsewhere.") @Nullable RequestMirror requestMirror) {

  /** A host name that is no IP address (RFC 1123). */
  static final String HOSTNAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** Which change it is. */
  public enum Type {
    RequestHeaderModifier,
    ResponseHeaderModifier,
    RequestRedirect,
    URLRewrite,
    RequestMirror
  }

  /** Answers with a redirect. What is absent stays as in the request. */
  public record RequestRedirect(
      @Doc("The scheme of the location.") @Nullable Scheme scheme,
      @Doc("The host of the location.") @Limits(minLength = 1, maxLength = 253, pattern = HOSTNAME)
          @Nullable String hostname,
      @Doc("The path of the location.") @Nullable PathRewrite path,
      @Doc("The port of the location.") @Limits(minimum = 1, maximum = 65535)
          @Nullable Integer port,
      @Doc("The status of the answer.")
          @Default("302")
          @Limits(
              oneOf = {301, 302, 303, 307, 308},
              format = Limits.NO_FORMAT)
          @Nullable Integer statusCode) {

    /** The status of the answer; 302 if it was not said. */
    public int effectiveStatusCode() {
      return statusCode == null ? 302 : statusCode;
    }

    /** A scheme. */
    public enum Scheme {
      @JsonProperty("http")
      HTTP,
      @JsonProperty("https")
      HTTPS
    }
  }

  /** Changes the host and path of the request. */
  public record UrlRewrite(
      @Doc("The host of the request.") @Limits(minLength = 1, maxLength = 253, pattern = HOSTNAME)
          @Nullable String hostname,
      @Doc("Makes the host of the request that of the backend; for gateways.")
          @Nullable Boolean hostToBackendHostname,
      @Doc("The path of the request.") @Nullable PathRewrite path) {}

  /** A new path. As on the wire, {@code type} says which sibling counts. */
  public record PathRewrite(
      @Doc("How much of the path is replaced.") PathRewrite.Type type,
      @Doc("What stands for the whole path.") @Nullable String replaceFullPath,
      @Doc("What stands for the prefix that matched.") @Nullable String replacePrefixMatch) {
    /** How much of the path is replaced. */
    public enum Type {
      ReplaceFullPath,
      ReplacePrefixMatch
    }
  }

  /** Sends a copy of the request elsewhere; its answer is thrown away. */
  public record RequestMirror(
      @Doc("Percentage of the requests; all of them if absent.") @Nullable IntOrString percentage,
      @Doc("Where the copy goes.") BackendRef backendRef) {}
}
