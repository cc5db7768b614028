package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.manager.Installation;
import io.kuma.core.role.ResourceView;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.json.ResourceCodec;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** GET of one resource and of lists (contract 2.4), for one caller. */
public class ResourceReads {
  static final String GET_TITLE = "Could not retrieve a resource";

  private final ResourceView view;
  private final ResourceCodec codec;
  private final Installation installation;

  ResourceReads(ResourceView view, ResourceCodec codec, Installation installation) {
    this.view = view;
    this.codec = codec;
    this.installation = installation;
  }

  /** The resources as the caller may use them. */
  ResourceView view() {
    return view;
  }

  /**
   * One resource, in the form that is asked for.
   *
   * @param format {@code universal} (also when absent), {@code k8s} or {@code kubernetes}
   * @param namespace of the Kubernetes form
   */
  <S extends Spec> JsonNode one(
      ResourceType<S> type,
      String mesh,
      String name,
      @Nullable String format,
      @Nullable String namespace) {
    boolean kubernetes = isKubernetes(format);
    Resource<S> resource = find(type, mesh, name);
    return kubernetes
        ? new KubernetesForm(codec).of(type, resource, namespace)
        : codec.toTree(type, resource);
  }

  /** The resource, or a refusal under the usual title. */
  <S extends Spec> Resource<S> find(ResourceType<S> type, String mesh, String name) {
    return find(type, mesh, name, GET_TITLE);
  }

  /** The resource, or a refusal under {@code title}. */
  <S extends Spec> Resource<S> find(ResourceType<S> type, String mesh, String name, String title) {
    return view.find(type, type.key(mesh, name))
        .orElseThrow(() -> new Refused(Problem.notFound(title)));
  }

  /** A page of a list; of one mesh, or of all if {@code mesh} is null. */
  <S extends Spec> ObjectNode list(ResourceType<S> type, @Nullable String mesh, UriInfo uri) {
    return list(type, mesh, uri, type.path(), resource -> codec.toTree(type, resource));
  }

  /**
   * A page of a list in a form of its own.
   *
   * @param route what follows the mesh in the path, to name bad parameters with
   * @param form makes an item
   */
  <S extends Spec> ObjectNode list(
      ResourceType<S> type,
      @Nullable String mesh,
      UriInfo uri,
      String route,
      Function<Resource<S>, JsonNode> form) {
    if (mesh != null) {
      checkMesh(mesh);
    }
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    Page page = Page.of(query);
    ListFilter filter =
        ListFilter.of(type, query, (mesh == null ? "/" : "/meshes/{mesh}/") + route);
    return page.of(filter.read(view, type, mesh, page), form, other -> link(uri, other));
  }

  /** A page of a list that was made already. */
  ObjectNode page(List<? extends JsonNode> items, UriInfo uri) {
    return page(items, item -> item, uri);
  }

  /** The same; only items of this page are made. */
  <T> ObjectNode page(List<T> all, Function<T, JsonNode> item, UriInfo uri) {
    return Page.of(uri.getQueryParameters()).of(all, item, other -> link(uri, other));
  }

  private String link(UriInfo uri, Page page) {
    return Links.toPage(uri, installation.rootUrl(), page);
  }

  /** Refuses calls below a mesh that does not exist. */
  void checkMesh(String mesh) {
    if (!view.hasMesh(mesh)) {
      throw new Refused(Problem.notFound("Failed to retrieve Mesh"));
    }
  }

  private static boolean isKubernetes(@Nullable String format) {
    if (format == null || format.isEmpty() || format.equals("universal")) {
      return false;
    }
    if (format.equals("k8s") || format.equals("kubernetes")) {
      return true;
    }
    throw new Refused(
        Problem.invalid(
            GET_TITLE,
            List.of(
                new Violation(
                    "", "\"format\" must be one of [\"k8s\", \"kubernetes\", \"universal\"]"))));
  }
}
