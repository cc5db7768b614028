package io.kuma.rest;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever was thrown into an answer. What is not a refusal is logged with its stack trace,
 * and the caller learns no more than that it happened.
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

  private static final Problem UNAVAILABLE =
      new Problem(
          503,
          "Service unavailable",
          "The store cannot be reached. Nothing is known to have been changed; try again later.",
          List.of());

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof Refused refused) {
      return answer(refused.problem());
    }
    if (thrown instanceof Failure failure) {
      return answer(Refused.problemOf("Bad Request", failure));
    }
    if (thrown instanceof StoreUnavailable) {
      LOG.warn("A call could not be served: {}", thrown.getMessage());
      return answer(UNAVAILABLE);
    }
    if (thrown instanceof UnreadableResource) {
      LOG.error("A call failed: {}", thrown.getMessage());
      return answer(
          new Problem(
              500, "Internal Server Error", String.valueOf(thrown.getMessage()), List.of()));
    }
    if (thrown instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      int status = web.getResponse().getStatus();
      String text = PLAIN.getOrDefault(status, status + ": " + reason(status));
      return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).entity(text).build();
    }
    LOG.error("a call failed", thrown);
    return answer(new Problem(500, "Internal Server Error", "Internal Server Error", List.of()));
  }

  private static String reason(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Refused" : known.getReasonPhrase();
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(problem.toTree())
        .build();
  }
}
