package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The installation in numbers, in the form of today and that of before (contract 2.3). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class GlobalInsightEndpoint {
  private final Desk desk;
  private final ResourceTypes types;
  private final ResourceCodec codec;
  private final Clock clock;

  GlobalInsightEndpoint(Desk desk, ResourceTypes types, ResourceCodec codec, Clock clock) {
    this.desk = desk;
    this.types = types;
    this.codec = codec;
    this.clock = clock;
  }

  @GET
  @Path("global-insight")
  public JsonNode globalInsight(@Context HttpServletRequest request) {
    return insight(request).toTree().put("createdAt", now());
  }

  @GET
  @Path("global-insights")
  public JsonNode globalInsights(@Context HttpServletRequest request) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("type", "GlobalInsights").put("creationTime", now());
    tree.set("resources", insight(request).globalTypes());
    return tree;
  }

  private GlobalInsight insight(HttpServletRequest request) {
    return new GlobalInsight(desk.reads(request).view(), types, codec);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
