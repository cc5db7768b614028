package io.kuma.rest.openapi;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that an endpoint of this module answers.
 *
 * @param method in lower case, as OpenAPI has it
 * @param path the template, with a slash at the beginning and none at the end
 */
record Route(String method, String path, Method handler) {

  /** Every route of every endpoint, as their annotations say. */
  static List<Route> all() {
    return new ClassFileImporter()
        .importPackages("io.kuma.rest").stream()
            .filter(one -> one.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .flatMap(Route::of)
            .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
            .toList();
  }

  private static Stream<Route> of(Class<?> endpoint) {
    return Stream.of(endpoint.getDeclaredMethods())
        .flatMap(
            handler ->
                httpMethod(handler).stream()
                    .map(
                        method ->
                            new Route(
                                method,
                                join(
                                    endpoint.getAnnotation(Path.class),
                                    handler.getAnnotation(Path.class)),
                                handler)));
  }

  private static Optional<String> httpMethod(Method handler) {
    for (Annotation annotation : handler.getAnnotations()) {
      HttpMethod method = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (method != null) {
        return Optional.of(method.value().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  private static String join(@Nullable Path root, @Nullable Path rest) {
    String path =
        "/" + (root == null ? "" : root.value()) + "/" + (rest == null ? "" : rest.value());
    String plain = path.replaceAll("\\{\\s*(\\w[\\w-]*)\\s*:[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}");
    String clean = plain.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    return clean;
  }
}
