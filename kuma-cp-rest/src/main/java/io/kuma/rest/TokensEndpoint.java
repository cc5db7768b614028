package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Violation;
import io.kuma.model.json.GoDuration;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Issues the tokens that proxies identify themselves with (contract 2.7). */
@Path("/tokens")
public class TokensEndpoint {
  private static final Duration TEN_YEARS = Duration.ofDays(3650);
  private static final Set<String> PROXY_TYPES = Set.of("", "dataplane", "ingress", "egress");

  private final DataplaneTokens tokens;
  private final ResourceCodec codec;
  private final Access access;

  TokensEndpoint(DataplaneTokens tokens, ResourceCodec codec, Access access) {
    this.tokens = tokens;
    this.codec = codec;
    this.access = access;
  }

  /** Answers with the token as plain text. */
  @POST
  @Path("dataplane")
  public Response dataplane(
      byte[] body, @Context HttpHeaders headers, @Context HttpServletRequest request) {
    JsonBody json = JsonBody.of(body, headers);
    access.checkGenerateDataplaneToken(access.caller(request));
    JsonNode tree;
    try {
      tree = codec.parseJson(json.text());
    } catch (MalformedJson e) {
      // The contract's answer has no body.
      return Response.status(400).build();
    }
    List<Violation> violations = new ArrayList<>();
    DataplaneClaims claims = claims(tree, violations);
    Duration validFor = validFor(tree.path("validFor").asText(""), violations);
    if (!violations.isEmpty()) {
      throw new Refused(Problem.invalid("Invalid request", violations));
    }
    return Response.ok(issue(claims, validFor), MediaType.TEXT_PLAIN_TYPE).build();
  }

  private String issue(DataplaneClaims claims, Duration validFor) {
    try {
      return tokens.issue(claims, validFor);
    } catch (NotFound e) {
      throw new Refused(
          new Problem(
              404,
              "Signing Key not found",
              DataplaneTokens.missingKey(claims.mesh(), 1),
              List.of()));
    }
  }

  private static DataplaneClaims claims(JsonNode tree, List<Violation> violations) {
    String mesh = tree.path("mesh").asText("");
    if (mesh.isEmpty()) {
      violations.add(new Violation("mesh", "cannot be empty"));
    }
    String type = tree.path("type").asText("");
    if (!PROXY_TYPES.contains(type)) {
      violations.add(new Violation("type", type + " is not a valid proxy type"));
    }
    return new DataplaneClaims(
        tree.path("name").asText(""),
        mesh,
        tags(tree.path("tags")),
        type,
        tree.path("workload").asText(""));
  }

  private static SortedMap<String, SortedSet<String>> tags(JsonNode tree) {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    tree.properties()
        .forEach(
            tag -> {
              SortedSet<String> values = new TreeSet<>();
              tag.getValue().forEach(value -> values.add(value.asText()));
              tags.put(tag.getKey(), values);
            });
    return tags;
  }

  private static Duration validFor(String text, List<Violation> violations) {
    if (text.isEmpty()) {
      return TEN_YEARS;
    }
    try {
      Duration validFor = GoDuration.parse(text);
      if (validFor.isNegative() || validFor.isZero()) {
        // Upstream issues a token that has already expired; see docs/deviations.md.
        violations.add(new Violation("validFor", "must be positive"));
      }
      return validFor;
    } catch (IllegalArgumentException e) {
      violations.add(
          new Violation("validFor", "is invalid: time: invalid duration \"" + text + "\""));
      return TEN_YEARS;
    }
  }
}
