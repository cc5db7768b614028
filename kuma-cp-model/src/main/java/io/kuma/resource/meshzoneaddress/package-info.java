/** Where other zones reach the proxies of a mesh in this zone. */
@NullMarked
package io.kuma.resource.meshzoneaddress;

import org.jspecify.annotations.NullMarked;
