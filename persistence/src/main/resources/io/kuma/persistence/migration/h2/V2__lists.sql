-- Lists by page, in their order.
drop index resources_type_mesh;
create index resources_list on resources (type, mesh, name);
