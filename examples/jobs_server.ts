/**
 * One of two programs: has jobs, and lets others on the network do them (`jobs_worker.ts`).
 *
 *   deno run -A jobs_server.ts          prints its port
 *   deno run -A jobs_worker.ts PORT     here, or with the host on another machine; as many as you like
 *
 * @module
 */

import { Manager } from "@quanta/quanta";
import { Jobs } from "./jobs.ts";

/** Both programs have it, and nobody else. */
const authKey = new TextEncoder().encode(Deno.env.get("JOBS_KEY") ?? "change me");

const types = Manager.register({ module: new URL("./jobs.ts", import.meta.url), type: Jobs });
await using manager = new Manager({ address: { port: 0 }, authKey });
const jobs = await manager.create(types);
await manager.publish("jobs", jobs);
console.log((manager.address as { port: number }).port);

for (let job = 1; job <= 10; job++) await jobs.put(job);
let sum = 0;
for (let count = 0; count < 10; count++) sum += (await jobs.result())[1];
console.log(`the sum of the squares is ${sum}`);
