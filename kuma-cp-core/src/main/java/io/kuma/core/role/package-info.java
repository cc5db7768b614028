/**
 * Who may do what with which resources. AccessRoles and their bindings become a {@link
 * io.kuma.core.role.RoleIndex}; what one caller may do of it is its {@link
 * io.kuma.core.role.Permissions}; and a {@link io.kuma.core.role.ResourceView} is the manager as
 * that caller may use it. Edges that users call have nothing else.
 */
@NullMarked
package io.kuma.core.role;

import org.jspecify.annotations.NullMarked;
