/** Turns of one quantum. */
export class Turns {
  static options = {};
  quantum = 4;
  slice(): number {
    return this.quantum;
  }
}
