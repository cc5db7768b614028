package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.core.store.UnreadableResource;
import io.kuma.resource.CoreTypes;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {
  @Test
  void saysThatTheStoreIsAwayWithoutItsReasons() {
    StoreUnavailable failure =
        new StoreUnavailable(new IllegalStateException("connection of user kuma refused"));

    try (Response response = new ProblemMapper().toResponse(failure)) {
      assertThat(response.getStatus()).isEqualTo(503);
      ObjectNode body = (ObjectNode) response.getEntity();
      assertThat(body.path("title").textValue()).isEqualTo("Service unavailable");
      assertThat(body.path("status").intValue()).isEqualTo(503);
      assertThat(body.path("detail").textValue()).startsWith("The store cannot be reached.");
      assertThat(body.toString()).doesNotContain("kuma refused");
    }
  }

  @Test
  void saysWhyTheStoreTakesNothing() {
    try (Response response = new ProblemMapper().toResponse(new StoreUnavailable("It is full."))) {
      assertThat(response.getStatus()).isEqualTo(503);
      assertThat(((ObjectNode) response.getEntity()).path("detail").textValue())
          .isEqualTo("It is full.");
    }
  }

  @Test
  void namesAResourceThatCannotBeRead() {
    UnreadableResource failure =
        new UnreadableResource(CoreTypes.SECRET.key("m", "s"), "no key opens it");

    try (Response response = new ProblemMapper().toResponse(failure)) {
      assertThat(response.getStatus()).isEqualTo(500);
      assertThat(((ObjectNode) response.getEntity()).path("detail").textValue())
          .isEqualTo("Secret m/s in the store cannot be read: no key opens it");
    }
  }
}
