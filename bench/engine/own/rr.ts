/** Round robin. */
export default class OwnRr {
  static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
  quantum = 4;
  slice(): number {
    return this.quantum;
  }
}
