/**
 * The modules that only workers load: the library names them by their addresses, or by specifiers that are computed. Deno
 * finds what `import` names by a literal and nothing else, so that `deno cache`, `deno install` and `deno compile` would leave
 * them out, and a program would still be fetching them while it runs. The doors of the package import this list of literals.
 *
 * @module
 */

/** Never called. */
export function workerModules(): Promise<unknown>[] {
  return [
    import("./process/_bootstrap.ts"),
    import("./process/_heap_limited.ts"),
    import("./process/_system_bootstrap.ts"),
    import("./process/_warden_thread.ts"),
    import("./process/_report.ts"),
    import("./core/_ear.ts"),
    import("./core/_plain.ts"),
    import("./handles.ts"),
    import("./pool/_worker.ts"),
    import("./manager/_server.ts"),
    import("./manager/_pool.ts"),
    import("./sockets/_socket_hub.ts"),
    import("./network/_gate.ts"),
  ];
}
