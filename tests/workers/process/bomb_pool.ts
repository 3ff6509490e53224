/** A module that makes a pool of itself when it is imported: the same with workers. */
import { Pool } from "../../../workers/pool/pool.ts";

export function target(): void {}

await using pool = new Pool({ module: import.meta.url, processes: 2 });
console.log(await pool.apply(target).then(() => "done", (error) => error.message));
