package io.kuma.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A schema of our own making, and one that Kuma made and has used. */
class PostgresMigrationsTest {
  /** What eleven migrations of Kuma 2.14 leave behind, said in our words. */
  private static final String[] OF_KUMA = {
    "create table resources (name varchar(253) not null, mesh varchar(100) not null, type varchar(100)"
        + " not null, version integer not null, spec text, creation_time timestamp not null default"
        + " now(), modification_time timestamp not null default now(), owner_name varchar(100),"
        + " owner_mesh varchar(100), owner_type varchar(100), labels jsonb default '{}', status text"
        + " default '{}', constraint resources_pkey primary key (name, mesh, type), constraint"
        + " owner_fk foreign key (owner_name, owner_mesh, owner_type) references resources (name,"
        + " mesh, type) on delete cascade)",
    "create index owner_fk_index on resources (owner_type, owner_mesh, owner_name)",
    "create table locks (name varchar(255) primary key, record_version_number bigint, data bytea,"
        + " owner varchar(255))",
    "create sequence locks_rvn owned by locks.record_version_number",
    "create function notify_event() returns trigger language plpgsql as $$ begin perform"
        + " pg_notify('resource_events', 'as Kuma says it'); return null; end $$",
    "create trigger products_notify_event after insert or update or delete on resources for each"
        + " row execute procedure notify_event()",
    "create table schema_migrations (version bigint not null primary key, dirty boolean not null)",
    "insert into schema_migrations values (1710856785, false)",
    "insert into locks values ('cp-lock', 7, null, 'kuma-cp-1')",
    "insert into resources values ('default', '', 'Mesh', 0, '{\"mtls\":{\"enabledBackend\":\"ca-1\","
        + "\"backends\":[{\"name\":\"ca-1\",\"type\":\"builtin\"}]}}',"
        + " '2026-01-02 03:04:05.678901', '2026-01-03 03:04:05.678901')",
    "insert into resources values ('s', 'default', 'Secret', 4, '{\"data\":\"eA==\"}', now(), now(),"
        + " 'default', '', 'Mesh', '{\"team\": \"core\"}')"
  };

  private final TestPostgres postgres = TestPostgres.create();

  @Test
  void makesTheSchemaOnce() {
    assertThat(migrations().run()).isEqualTo(1);
    assertThat(migrations().run()).isZero();
    migrations().check();

    assertThat(
            postgres.query(
                "select column_name, data_type, is_nullable, column_default from"
                    + " information_schema.columns where table_name = 'resources' order by"
                    + " ordinal_position"))
        .containsExactly(
            "name character varying NO null",
            "mesh character varying NO null",
            "type character varying NO null",
            "version integer NO null",
            "spec text YES null",
            "creation_time timestamp without time zone NO now()",
            "modification_time timestamp without time zone NO now()",
            "owner_name character varying YES null",
            "owner_mesh character varying YES null",
            "owner_type character varying YES null",
            "labels jsonb YES '{}'::jsonb",
            "status text YES '{}'::text");
    assertThat(postgres.query("select version, dirty from schema_migrations"))
        .containsExactly("1710856785 f");
    assertThat(postgres.query("select count(*) from locks")).containsExactly("0");
  }

  @Test
  void asksForTheMigrationBeforeItIsUsed() {
    assertThatThrownBy(() -> migrations().check())
        .isInstanceOf(UnfitSchema.class)
        .hasMessage(
            "The database is not at the schema of this version; run \"kuma-cp migrate up\" first.");
    assertThat(postgres.query("select count(*) from pg_tables where schemaname = 'public'"))
        .as("looking changes nothing")
        .containsExactly("0");
  }

  @Test
  void takesOverADatabaseOfKumaInPlace() {
    postgres.execute(OF_KUMA);

    assertThat(migrations().run()).isEqualTo(1);

    try (LocalDatabase database = postgres.open(new Changes())) {
      ResourceStore store = database.store(Clock.systemUTC());
      Resource<Mesh> mesh =
          store.find(CoreTypes.MESH, CoreTypes.MESH.key("", "default")).orElseThrow();
      assertThat(mesh.meta().version()).isZero();
      assertThat(mesh.meta().created()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
      Resource<Secret> secret = store.list(CoreTypes.SECRET, "default").get(0);
      assertThat(secret.meta().labels()).isEqualTo(Map.of("team", "core"));
      assertThat(secret.spec().content()).isEqualTo("x".getBytes(StandardCharsets.UTF_8));

      assertThat(store.update(CoreTypes.MESH, mesh).meta().version()).isEqualTo(1);
      store.delete(CoreTypes.MESH, mesh.key());
      assertThat(store.list(CoreTypes.SECRET, null)).as("its owner took it along").isEmpty();
    }
    assertThat(postgres.query("select version, dirty from schema_migrations"))
        .containsExactly("1710856785 f");
    assertThat(postgres.query("select name, owner from locks"))
        .containsExactly("cp-lock kuma-cp-1");
    assertThat(
            postgres.query(
                "select tgname from pg_trigger where tgrelid = 'resources'::regclass and not"
                    + " tgisinternal"))
        .containsExactly("products_notify_event");
  }

  @Test
  void leavesEveryColumnReadableForKuma() {
    try (LocalDatabase database = postgres.open(new Changes())) {
      ResourceStore store = database.store(Clock.systemUTC());
      store.create(
          CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "default"), Mesh.EMPTY), null);
    }
    // Kuma reads each of these into a value that cannot be null.
    assertThat(
            postgres.query(
                "select spec, version, labels, status from resources where name = 'default' and mesh"
                    + " = '' and type = 'Mesh' and creation_time is not null"))
        .containsExactly("{} 1 {} {}");
  }

  @Test
  void refusesWhatKumaHasNotFinished() {
    postgres.execute(OF_KUMA);

    postgres.execute("update schema_migrations set version = 1701180642");
    refuses(
        "before that of Kuma 2.14 (1710856785); run \"kuma-cp migrate up\" of Kuma 2.14 first.");

    postgres.execute("update schema_migrations set version = 1710856785, dirty = true");
    refuses("left half-way by a migration of Kuma (version 1710856785)");

    postgres.execute("update schema_migrations set version = 9999999999, dirty = false");
    refuses("set KUMA_STORE_POSTGRES_TOLERATE_NEWER_DB_VERSIONS to true");
    assertThat(new Migrations(postgres.dataSource(), true).run()).isEqualTo(1);
    new Migrations(postgres.dataSource(), true).check();
  }

  @Test
  void refusesWhatANewerOneOfUsMigrated() {
    migrations().run();
    postgres.execute(
        "insert into kuma_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success) values (99, '99', 'newer', 'SQL',"
            + " 'V99__newer.sql', 1, 'x', 1, true)");

    refuses("migrated by a newer version");
    new Migrations(postgres.dataSource(), true).check();
  }

  private void refuses(String message) {
    for (Runnable use : List.<Runnable>of(() -> migrations().run(), () -> migrations().check())) {
      assertThatExceptionOfType(UnfitSchema.class)
          .isThrownBy(use::run)
          .withMessageContaining(message);
    }
  }

  private Migrations migrations() {
    return new Migrations(postgres.dataSource(), false);
  }
}
