// The core is compiled twice from these sources. The default build is the machine with one ready queue and equal CPUs. The
// extended build (`extended/index.ts`, with EXTENDED_BUILD given to the compiler) has queues per CPU, affinity, migration
// costs, CPUs of different speed and groups. What stands under `if (EXTENDED)` is not in the default build at all, so the
// larger machine costs the usual one nothing; the host takes the build that a run needs.

// @ts-ignore: given to the compiler, or not
// @ts-ignore: decorator
@inline export const EXTENDED: bool = isDefined(EXTENDED_BUILD);
