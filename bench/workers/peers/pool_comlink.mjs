import { expose } from "comlink";
import * as tasks from "./pool_tasks.mjs";

if (globalThis.Deno !== undefined) expose({ ...tasks });
else {
  const [{ parentPort }, { default: nodeEndpoint }] = await Promise.all([
    import("node:worker_threads"),
    import("comlink/dist/esm/node-adapter.mjs"),
  ]);
  expose({ ...tasks }, nodeEndpoint(parentPort));
}
