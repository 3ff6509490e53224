// Deadline monotonic: the job whose task has the shortest relative deadline runs (Leung and Whitehead 1982).

import { TraitOrdered } from "../trait_ordered";

// @ts-ignore: decorator
@unmanaged @final
export class Dm extends TraitOrdered {}
