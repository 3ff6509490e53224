/** What the other processes of spanning_test.ts run. */
import type { Connection, Event, Lock, Queue } from "../../../workers/mod.ts";

export function echoSync(connection: Connection): void {
  for (;;) {
    const item = connection.recvSync();
    if (item === null) return;
    connection.sendSync(item);
  }
}

export async function echo(connection: Connection): Promise<void> {
  for (;;) {
    const item = await connection.recv();
    if (item === null) return;
    await connection.send(item);
  }
}

export function holdForEver(lock: Lock, held: Event): void {
  lock.acquireSync();
  held.set();
  for (;;);
}

export function putSync(queue: Queue<number>, count: number): void {
  for (let item = 0; item < count; item++) queue.putSync(item);
}
