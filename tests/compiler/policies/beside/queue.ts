/** A queue. */
export class Queue {
  items: number[] = [];
  clear(): void {
    this.items.length = 0;
  }
  add(item: number): void {
    this.items.push(item);
  }
  first(): number {
    return this.items.length > 0 ? this.items[0] : -1;
  }
  take(): void {
    this.items.shift();
  }
}
