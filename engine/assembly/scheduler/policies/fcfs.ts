// First come, first served: one FIFO queue in the order of joining it. Not preemptive, no quantum.

import { OneQueue } from "../queue";

// @ts-ignore: decorator
@unmanaged @final
export class Fcfs extends OneQueue {}
