-- Resources of every type in one table (contract 3.6). Who owns a resource takes it along.
create table resources (
  name              varchar(253)  not null,
  mesh              varchar(253)  not null,
  type              varchar(100)  not null,
  version           integer       not null,
  spec              clob          not null,
  creation_time     timestamp(6)  not null,
  modification_time timestamp(6)  not null,
  owner_name        varchar(253),
  owner_mesh        varchar(253),
  owner_type        varchar(100),
  labels            clob          not null,
  status            clob,
  constraint resources_pk primary key (name, mesh, type),
  constraint resources_owner foreign key (owner_name, owner_mesh, owner_type)
    references resources (name, mesh, type) on delete cascade
);

create index resources_type_mesh on resources (type, mesh);
create index resources_owned on resources (owner_type, owner_mesh, owner_name);
