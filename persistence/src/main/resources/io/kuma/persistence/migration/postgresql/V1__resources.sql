-- The schema of contract 3.6, as Kuma 2.14 has it after its eleventh migration: what is there already stays as it is, so
-- that the database of an existing installation is taken over in place, and one that was made here can be handed back.
create table if not exists resources (
  name              varchar(253)  not null,
  mesh              varchar(100)  not null,
  type              varchar(100)  not null,
  version           integer       not null,
  spec              text,
  creation_time     timestamp     not null default now(),
  modification_time timestamp     not null default now(),
  owner_name        varchar(253),
  owner_mesh        varchar(100),
  owner_type        varchar(100),
  labels            jsonb                  default '{}',
  status            text                   default '{}',
  constraint resources_pkey primary key (name, mesh, type),
  constraint owner_fk foreign key (owner_name, owner_mesh, owner_type)
    references resources (name, mesh, type) on delete cascade
);

-- Names grew longer once; the names of owners were forgotten.
alter table resources alter column owner_name type varchar(253);

create index if not exists owner_fk_index on resources (owner_type, owner_mesh, owner_name);

-- Lists by page, in the order of bytes whatever the database's own order of letters is.
create index if not exists resources_list on resources (type, mesh collate "C", name collate "C");

-- Every committed write says its key to all control planes that listen.
create or replace function notify_event() returns trigger language plpgsql as $$
declare
  written record;
begin
  if tg_op = 'DELETE' then
    written := old;
  else
    written := new;
  end if;
  perform pg_notify(
    'resource_events',
    json_build_object(
      'action', tg_op,
      'data', json_build_object('mesh', written.mesh, 'name', written.name, 'type', written.type))::text);
  return null;
end
$$;

drop trigger if exists products_notify_event on resources;
create trigger products_notify_event
  after insert or update or delete on resources
  for each row execute procedure notify_event();

-- What else Kuma expects of its database: a table for the leader's lock, and the word that every migration was run.
create table if not exists locks (
  name                  varchar(255) primary key,
  record_version_number bigint,
  data                  bytea,
  owner                 varchar(255)
);
create sequence if not exists locks_rvn owned by locks.record_version_number;

create table if not exists schema_migrations (
  version bigint  not null primary key,
  dirty   boolean not null
);
insert into schema_migrations (version, dirty)
  select 1710856785, false where not exists (select 1 from schema_migrations);
