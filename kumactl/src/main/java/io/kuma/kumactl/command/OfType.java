package io.kuma.kumactl.command;

/** A command that there is for each type, so that its description cannot stand in an annotation. */
interface OfType {
  String description();
}
