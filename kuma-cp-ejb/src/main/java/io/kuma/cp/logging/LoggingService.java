package io.kuma.cp.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.kuma.core.access.Localhost;
import io.kuma.cp.logging.LogLevels.BadRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows and changes log levels over HTTP (contract 1.3). Everybody who reaches the port may look;
 * only who calls from this machine may change (docs/security.md).
 */
public final class LoggingService implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(LoggingService.class);
  private static final String PATH = "/logging";
  private static final int MAX_BODY_BYTES = 4096;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final LogLevels levels;

  public LoggingService(LogLevels levels) {
    this.levels = levels;
  }

  /** To be served at {@code /logging} and below it. */
  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String rest = context.decodedPath().substring(PATH.length());
    String component = rest.startsWith("/") ? rest.substring(1) : rest;
    boolean all = component.isEmpty();
    return switch (request.method()) {
      case GET, HEAD -> all ? components(levels.levels()) : notAllowed("DELETE");
      case PUT -> all ? changed(context, request, this::put) : notAllowed("DELETE");
      case DELETE -> changed(context, request, body -> all ? resetAll() : reset(component));
      default -> notAllowed(all ? "GET, HEAD, PUT, DELETE" : "DELETE");
    };
  }

  private interface Change {
    HttpResponse make(AggregatedHttpRequest request);
  }

  private static HttpResponse changed(
      ServiceRequestContext context, HttpRequest request, Change change) {
    if (!isFromHere(context, request)) {
      return problem(
          HttpStatus.FORBIDDEN, "log levels can be changed from the control plane's machine only");
    }
    if (request.headers().contentLength() > MAX_BODY_BYTES) {
      return tooLarge();
    }
    // For those who do not say how much will come.
    context.setMaxRequestLength(MAX_BODY_BYTES);
    return HttpResponse.of(
        request.aggregate().handle((whole, failure) -> answer(whole, failure, change)));
  }

  private static HttpResponse answer(
      @Nullable AggregatedHttpRequest whole, @Nullable Throwable failure, Change change) {
    if (whole == null) {
      return failure != null && Exceptions.peel(failure) instanceof ContentTooLargeException
          ? tooLarge()
          : problem(HttpStatus.BAD_REQUEST, "the body could not be read");
    }
    try {
      return change.make(whole);
    } catch (BadRequest e) {
      return problem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isFromHere(ServiceRequestContext context, HttpRequest request) {
    return Localhost.isLocal(
        context.remoteAddress().getAddress().getHostAddress(), name -> header(request, name));
  }

  /** Armeria keeps {@code Host} under the name that it has in HTTP/2. */
  private static @Nullable String header(HttpRequest request, String name) {
    return name.equals("Host") ? request.authority() : request.headers().get(name);
  }

  private HttpResponse put(AggregatedHttpRequest request) {
    JsonNode body;
    try {
      body = JSON.readTree(request.contentUtf8());
    } catch (JsonProcessingException e) {
      throw new BadRequest("the body must be JSON: " + e.getOriginalMessage());
    }
    String component = text(body, "component");
    String level = text(body, "level");
    levels.set(component, level);
    LOG.info("the log level of {} is {} now", component, level);
    return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "");
  }

  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual()) {
      throw new BadRequest(field + " must be a string");
    }
    return value.textValue();
  }

  private HttpResponse resetAll() {
    Map<String, String> before = levels.resetAll();
    LOG.info("the log levels of {} are those of the server's configuration again", before.keySet());
    return components(before);
  }

  private HttpResponse reset(String component) {
    levels.reset(component);
    LOG.info("the log level of {} is that of the server's configuration again", component);
    return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "");
  }

  private static HttpResponse components(Map<String, String> levels) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode components = answer.putObject("components");
    levels.forEach(components::put);
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON, answer.toString());
  }

  private static HttpResponse problem(HttpStatus status, String text) {
    return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, text + "\n");
  }

  private static HttpResponse tooLarge() {
    return problem(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
        "the body must not be larger than " + MAX_BODY_BYTES + " bytes");
  }

  private static HttpResponse notAllowed(String allowed) {
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, allowed),
        HttpData.empty());
  }
}
