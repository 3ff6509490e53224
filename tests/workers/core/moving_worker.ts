/** Writes to a memory until it is told to stop; see spanning_test.ts. */
const scope = self as unknown as { onmessage: (event: MessageEvent) => void; postMessage(value: unknown): void };

scope.onmessage = ({ data: { memory, index } }) => {
  const words = new Int32Array(memory.buffer);
  const base = index * 16_384;
  let count = 0;
  scope.postMessage("writes");
  while (Atomics.load(words, 0) === 0) {
    count += 1;
    Atomics.add(words, 64, 1); // both add to it
    words[base + 1 + ((count * 4099) & 8191)] = count; // many pages, without a lock
    Atomics.store(words, base, count);
  }
  scope.postMessage(count);
};
