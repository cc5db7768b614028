package io.kuma.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.core.store.UnreadableResource;
import io.kuma.model.Failure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever was thrown into an answer. What is not a refusal is logged with its stack trace,
 * and the caller learns no more than that it happened, and an id that the log has too.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  /** The server's own refusals are plain text in the contract. */
  private static final Map<Integer, String> PLAIN =
      Map.of(
          404, "404: Page Not Found",
          405, "405: Method Not Allowed",
          406, "406: Not Acceptable\n\nAvailable representations: application/json",
          415, "415: Unsupported Media Type");

  private static final String UNREACHABLE =
      "The store cannot be reached. Nothing is known to have been changed; try again later.";

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof Refused refused) {
      return answer(refused.problem());
    }
    if (thrown instanceof Failure failure) {
      return answer(Refused.problemOf("Bad Request", failure));
    }
    if (thrown instanceof StoreUnavailable store) {
      String reason = String.valueOf(store.getMessage());
      LOG.warn("A call could not be served: {}", reason);
      return answer(
          new Problem(
              503, "Service unavailable", store.isExplained() ? reason : UNREACHABLE, List.of()));
    }
    if (thrown instanceof UnreadableResource) {
      String instance = newInstance();
      LOG.error("A call failed, {}: {}", instance, thrown.getMessage());
      return failed(String.valueOf(thrown.getMessage()), instance);
    }
    if (thrown instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      int status = web.getResponse().getStatus();
      String text = PLAIN.getOrDefault(status, status + ": " + reason(status));
      return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).entity(text).build();
    }
    String instance = newInstance();
    LOG.error("A call failed, {}", instance, thrown);
    return failed("Internal Server Error", instance);
  }

  /** What the answer and the log call a failure. */
  private static String newInstance() {
    return "kuma:trace:" + UUID.randomUUID();
  }

  private static Response failed(String detail, String instance) {
    ObjectNode problem = new Problem(500, "Internal Server Error", detail, List.of()).toTree();
    return answer(500, problem.put("instance", instance));
  }

  private static String reason(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Refused" : known.getReasonPhrase();
  }

  private static Response answer(Problem problem) {
    return answer(problem.status(), problem.toTree());
  }

  private static Response answer(int status, ObjectNode problem) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(problem).build();
  }
}
