package io.kuma.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code resources}. Only inserted through the entity manager; everything else
 * is done by queries, so that what is read is what the database holds.
 *
 * <p>Times are UTC. Texts that hold JSON are plain strings here; where a database has a type of its
 * own for JSON, its driver is told to let the server convert ({@code stringtype=unspecified} for
 * PostgreSQL).
 */
@Entity
@Table(name = "resources")
@IdClass(StoredResource.Key.class)
@SqlResultSetMapping(
    name = StoredResource.ROW,
    classes =
        @ConstructorResult(
            targetClass = ResourceRow.class,
            columns = {
              @ColumnResult(name = "name", type = String.class),
              @ColumnResult(name = "mesh", type = String.class),
              @ColumnResult(name = "type", type = String.class),
              @ColumnResult(name = "version", type = Integer.class),
              @ColumnResult(name = "spec", type = String.class),
              @ColumnResult(name = "creation_time", type = LocalDateTime.class),
              @ColumnResult(name = "modification_time", type = LocalDateTime.class),
              @ColumnResult(name = "labels", type = String.class),
              @ColumnResult(name = "status", type = String.class)
            }))
public class StoredResource {
  /** What makes a {@link ResourceRow} of a row that SQL found. */
  static final String ROW = "ResourceRow";

  @Id
  @Column(name = "name")
  private String name = "";

  @Id
  @Column(name = "mesh")
  private String mesh = "";

  @Id
  @Column(name = "type")
  private String type = "";

  @Column(name = "version", nullable = false)
  private int version;

  @Column(name = "spec", nullable = false)
  private String spec = "";

  @Column(name = "creation_time")
  private @Nullable LocalDateTime creationTime;

  @Column(name = "modification_time")
  private @Nullable LocalDateTime modificationTime;

  @Column(name = "owner_name")
  private @Nullable String ownerName;

  @Column(name = "owner_mesh")
  private @Nullable String ownerMesh;

  @Column(name = "owner_type")
  private @Nullable String ownerType;

  @Column(name = "labels")
  private @Nullable String labels;

  @Column(name = "status")
  private @Nullable String status;

  /** For JPA. */
  protected StoredResource() {}

  StoredResource(ResourceRow row, @Nullable Key owner) {
    name = row.name();
    mesh = row.mesh();
    type = row.type();
    version = row.version();
    spec = row.spec();
    creationTime = row.creationTime();
    modificationTime = row.modificationTime();
    labels = row.labels();
    status = row.status();
    if (owner != null) {
      ownerName = owner.name();
      ownerMesh = owner.mesh();
      ownerType = owner.type();
    }
  }

  /** The primary key. */
  public record Key(String name, String mesh, String type) implements Serializable {}
}
