package io.kuma.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What an inbound rule is narrowed down to: the identity of the client, the server name it asks
 * for, or both. Parts that are absent match everything.
 */
@Doc("Selects traffic by who sends it and which server name it asks for.")
public record Match(
    @Doc("The SPIFFE ID of the client.") @JsonProperty("spiffeID") @Nullable SpiffeIdMatch spiffeId,
    @Doc("The server name of the TLS connection.") @Nullable SniMatch sni) {

  /** By the SPIFFE ID in the client's certificate. */
  public record SpiffeIdMatch(
      @Doc("How the value is compared.") SpiffeIdMatch.Type type,
      @Doc("A SPIFFE ID, or how it begins.") String value) {
    /** How the value is compared. */
    public enum Type {
      Exact,
      Prefix
    }
  }

  /** By the server name that the client asks for. */
  public record SniMatch(
      @Doc("How the value is compared.") SniMatch.Type type, @Doc("A server name.") String value) {
    /** How the value is compared. */
    public enum Type {
      Exact
    }
  }
}
