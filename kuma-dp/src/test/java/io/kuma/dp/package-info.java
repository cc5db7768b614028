/** The real process, the real files: only the control plane is played, by a small HTTPS server. */
package io.kuma.dp;
