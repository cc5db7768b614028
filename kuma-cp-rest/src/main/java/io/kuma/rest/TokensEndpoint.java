package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.access.Action;
import io.kuma.core.role.ResourceView;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.core.token.IssuerDisabled;
import io.kuma.core.token.UserTokens;
import io.kuma.core.token.UserTokens.UserClaims;
import io.kuma.core.token.ZoneTokens;
import io.kuma.core.token.ZoneTokens.ZoneClaims;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.ResourceType;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Issues the tokens that proxies and users identify themselves with (contract 2.7). Answers are the
 * token as plain text.
 */
@Path("/tokens")
public class TokensEndpoint {
  private static final Duration TEN_YEARS = Duration.ofDays(3650);
  private static final Set<String> PROXY_TYPES = Set.of("", "dataplane", "ingress", "egress");
  private static final Set<String> ZONE_SCOPES = Set.of("ingress", "egress");

  private final Issuers issuers;
  private final ResourceCodec codec;
  private final Access access;
  private final Desk desk;
  private final Audit audit;

  /** Who issues the three kinds of tokens. */
  record Issuers(DataplaneTokens dataplanes, ZoneTokens zones, UserTokens users) {}

  TokensEndpoint(Issuers issuers, ResourceCodec codec, Access access, Desk desk, Audit audit) {
    this.issuers = issuers;
    this.codec = codec;
    this.access = access;
    this.desk = desk;
    this.audit = audit;
  }

  @POST
  @Path("dataplane")
  public Response dataplane(
      byte[] body, @Context HttpHeaders headers, @Context HttpServletRequest request) {
    JsonBody json = JsonBody.of(body, headers);
    Caller caller = access.caller(request);
    ResourceView view = desk.view(caller);
    boolean byRole = mayByRole(caller, Action.GENERATE_DATAPLANE_TOKEN, CoreTypes.DATAPLANE, view);
    if (!byRole) {
      access.check(caller, Action.GENERATE_DATAPLANE_TOKEN);
    }
    Optional<TokenRequest> wanted = TokenRequest.parse(json, codec);
    if (wanted.isEmpty()) {
      return Response.status(400).build();
    }
    DataplaneClaims claims = dataplaneClaims(wanted.get());
    if (byRole) {
      view.check(
          Verb.generateTokens,
          CoreTypes.DATAPLANE,
          CoreTypes.DATAPLANE.key(claims.mesh(), claims.name()));
    }
    Duration validFor = wanted.get().validFor(TEN_YEARS);
    wanted.get().refuseIfWrong();
    return answer(
        () ->
            noted(
                caller,
                "dataplane",
                issuers.dataplanes().issue(claims, validFor),
                wanted.get().tree()),
        DataplaneTokens.missingKey(claims.mesh()));
  }

  @POST
  @Path("zone")
  public Response zone(
      byte[] body, @Context HttpHeaders headers, @Context HttpServletRequest request) {
    Optional<TokenRequest> wanted = TokenRequest.parse(JsonBody.of(body, headers), codec);
    if (wanted.isEmpty()) {
      return Response.status(400).build();
    }
    String zone = wanted.get().text("zone");
    Caller caller = access.caller(request);
    ResourceView view = desk.view(caller);
    if (mayByRole(caller, Action.GENERATE_ZONE_TOKEN, CoreTypes.ZONE, view)) {
      view.check(Verb.generateTokens, CoreTypes.ZONE, CoreTypes.ZONE.key("", zone));
    } else {
      access.checkGenerateZoneToken(caller, zone);
    }
    ZoneClaims claims = new ZoneClaims(zone, zoneScope(wanted.get()));
    Duration validFor = wanted.get().validFor(TEN_YEARS);
    wanted.get().refuseIfWrong();
    return answer(
        () -> noted(caller, "zone", issuers.zones().issue(claims, validFor), wanted.get().tree()),
        ZoneTokens.missingKey());
  }

  @POST
  @Path("user")
  public Response user(
      byte[] body, @Context HttpHeaders headers, @Context HttpServletRequest request) {
    if (!access.knowsTokens()) {
      throw new NotFoundException();
    }
    JsonBody json = JsonBody.of(body, headers);
    Caller caller = access.caller(request);
    access.check(caller, Action.GENERATE_USER_TOKEN);
    Optional<TokenRequest> wanted = TokenRequest.parse(json, codec);
    if (wanted.isEmpty()) {
      return Response.status(400).build();
    }
    UserClaims claims =
        new UserClaims(wanted.get().requiredText("name"), wanted.get().texts("groups"));
    wanted.get().requiredText("validFor");
    Duration validFor = wanted.get().validFor(Duration.ZERO);
    wanted.get().refuseIfWrong();
    return answer(
        () -> noted(caller, "user", issuers.users().issue(claims, validFor), wanted.get().tree()),
        UserTokens.missingKey());
  }

  /** Who is on no list may have a role; which one it must be, the body says. */
  private boolean mayByRole(Caller caller, Action action, ResourceType<?> type, ResourceView view) {
    return !access.allows(caller, action) && view.may(Verb.generateTokens, type);
  }

  private String noted(Caller caller, String kind, String token, JsonNode request) {
    audit.issued(caller, kind, token, request);
    return token;
  }

  private static Response answer(Supplier<String> issue, String missingKey) {
    try {
      return Response.ok(issue.get(), MediaType.TEXT_PLAIN_TYPE).build();
    } catch (NotFound e) {
      throw new Refused(new Problem(404, "Signing Key not found", missingKey, List.of()));
    } catch (IssuerDisabled e) {
      throw new Refused(
          new Problem(400, "Could not issue a token", String.valueOf(e.getMessage()), List.of()));
    }
  }

  private static DataplaneClaims dataplaneClaims(TokenRequest wanted) {
    String mesh = wanted.requiredText("mesh");
    String type = wanted.text("type");
    if (!PROXY_TYPES.contains(type)) {
      wanted.violate("type", type + " is not a valid proxy type");
    }
    return new DataplaneClaims(
        wanted.text("name"), mesh, tags(wanted.tree().path("tags")), type, wanted.text("workload"));
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

  private static List<String> zoneScope(TokenRequest wanted) {
    if (wanted.tree().path("scope").isMissingNode() || wanted.tree().path("scope").isNull()) {
      wanted.violate("scope", "cannot be empty");
    }
    List<String> scope = wanted.texts("scope");
    // Upstream issues a token that is good for nothing; see docs/deviations.md.
    scope.stream()
        .filter(part -> !ZONE_SCOPES.contains(part))
        .forEach(part -> wanted.violate("scope", part + " is not a valid scope"));
    return scope;
  }
}
