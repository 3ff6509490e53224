// Rate monotonic: the job whose task has the shortest period runs (Liu and Layland 1973).

import { TraitOrdered } from "../trait_ordered";

// @ts-ignore: decorator
@unmanaged @final
export class Rm extends TraitOrdered {}
