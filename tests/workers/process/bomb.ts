/** A module that starts a process of itself when it is imported: a fork bomb, if nobody stopped it. */
import { Process } from "../../../workers/process/process.ts";

export function target(): void {}

const process = new Process({ module: import.meta.url, target });
process.start();
await process.join();
console.log("exit code", process.exitCode, (process.error as Error).message);
