/** Real files and sockets; a control plane that is played by a small HTTP server. */
package io.kuma.promsd;
