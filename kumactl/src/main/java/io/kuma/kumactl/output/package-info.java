/** Tables, YAML and JSON as kumactl has always printed them (contract 6.4). */
@NullMarked
package io.kuma.kumactl.output;

import org.jspecify.annotations.NullMarked;
