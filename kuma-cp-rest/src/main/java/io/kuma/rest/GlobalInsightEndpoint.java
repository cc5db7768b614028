package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The installation in numbers, in the form of today and that of before (contract 2.3). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class GlobalInsightEndpoint {
  private final GlobalInsight insight;
  private final Clock clock;

  GlobalInsightEndpoint(GlobalInsight insight, Clock clock) {
    this.insight = insight;
    this.clock = clock;
  }

  @GET
  @Path("global-insight")
  public JsonNode globalInsight() {
    return insight.toTree().put("createdAt", now());
  }

  @GET
  @Path("global-insights")
  public JsonNode globalInsights() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("type", "GlobalInsights").put("creationTime", now());
    tree.set("resources", insight.globalTypes());
    return tree;
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
