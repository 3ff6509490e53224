/**
 * The other of two programs: does the jobs of `jobs_server.ts` until that ends.
 *
 * @module
 */

import { EndOfFileError, Manager, type ManagerObject } from "@quanta/quanta";

const authKey = new TextEncoder().encode(Deno.env.get("JOBS_KEY") ?? "change me");
const [port, hostname = "127.0.0.1"] = Deno.args;

using manager = await Manager.connect({ hostname, port: Number(port) }, { authKey });
const jobs = await manager.lookup<ManagerObject>("jobs");
try {
  for (;;) { // until the server ends
    const job = await jobs.call("get") as number;
    await jobs.call("done", [job, job * job]);
  }
} catch (error) {
  if (!(error instanceof EndOfFileError)) throw error;
}
console.log("the server has ended");
