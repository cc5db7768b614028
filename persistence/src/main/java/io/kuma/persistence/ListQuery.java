package io.kuma.persistence;

import io.kuma.core.store.ListOptions;
import io.kuma.core.store.Names;
import io.kuma.model.ResourceType;
import io.kuma.model.json.ResourceCodec;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a list. In SQL, because neither the order of bytes nor a member of a JSON
 * document can be said in JPA's own language.
 */
final class ListQuery {
  private static final String COLUMNS =
      "name, mesh, type, version, spec, creation_time, modification_time, labels, status";

  private final Database database;
  private final ListOptions options;
  private final String condition;
  private final List<Object> parameters = new ArrayList<>();

  ListQuery(
      Database database,
      ResourceCodec codec,
      ResourceType<?> type,
      @Nullable String mesh,
      ListOptions options) {
    this.database = database;
    this.options = options;
    StringBuilder sql =
        new StringBuilder(" from resources where type = ?").append(add(type.name()));
    if (mesh != null) {
      sql.append(" and mesh = ?").append(add(mesh));
    }
    if (!options.namePart().isEmpty()) {
      sql.append(" and ").append(database.nameContains(add(options.namePart())));
    }
    for (ListOptions.Label label : options.labels()) {
      String json = codec.toJson(ResourceRows.toTree(label));
      sql.append(" and ").append(database.hasLabel(add(database.labelParameter(json))));
    }
    if (!options.among().contains(ListOptions.Among.ALL)) {
      sql.append(" and ").append(among(options.among()));
    }
    condition = sql.toString();
  }

  private String among(List<ListOptions.Among> any) {
    return any.isEmpty()
        ? "1 = 0"
        : any.stream()
            .map(those -> in("mesh", those.meshes()) + " and " + in("name", those.names()))
            .collect(Collectors.joining(" or ", "(", ")"));
  }

  private String in(String column, Names names) {
    if (names.all()) {
      return "1 = 1";
    }
    return names.isNone()
        ? "1 = 0"
        : names.some().stream()
            .map(name -> "?" + add(name))
            .collect(Collectors.joining(", ", column + " in (", ")"));
  }

  /** Remembers a parameter and returns its number. */
  private int add(Object parameter) {
    parameters.add(parameter);
    return parameters.size();
  }

  /** How many there are, whatever part is wanted. */
  int count(EntityManager manager) {
    Query query = bind(manager.createNativeQuery("select count(*)" + condition));
    return ((Number) query.getSingleResult()).intValue();
  }

  /** Those of the part that is wanted, in order. */
  @SuppressWarnings("unchecked")
  List<ResourceRow> rows(EntityManager manager) {
    String sql = "select " + COLUMNS + condition + " order by " + database.order();
    Query query = bind(manager.createNativeQuery(sql, StoredResource.ROW));
    if (options.offset() > 0) {
      query.setFirstResult(options.offset());
    }
    if (options.limit() < Integer.MAX_VALUE) {
      query.setMaxResults(options.limit());
    }
    return query.getResultList();
  }

  private Query bind(Query query) {
    for (int i = 0; i < parameters.size(); i++) {
      query.setParameter(i + 1, parameters.get(i));
    }
    return query;
  }
}
