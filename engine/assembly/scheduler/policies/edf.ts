// Earliest deadline first: the job whose absolute deadline comes first runs (Liu and Layland 1973).

import { TraitOrdered } from "../trait_ordered";

// @ts-ignore: decorator
@unmanaged @final
export class Edf extends TraitOrdered {}
