/**
 * What a worker loses before it runs a policy of one's own, which may come from a link: whatever reaches the network, another thread
 * or the page. The page's own rule (its Content-Security-Policy, which workers have too) allows no connection at all; what is not
 * there is refused at the line where it is called.
 *
 * @module
 */

const NAMES = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "EventSource",
  "importScripts",
  "Worker",
  "SharedWorker",
  "BroadcastChannel",
  "indexedDB",
  "caches",
  "navigator",
  "postMessage",
  "onmessage",
  "close",
];

/** Takes it away, from the global object and from what that inherits. */
export function cutOff(scope: object = globalThis): void {
  for (const name of NAMES) {
    for (let owner = scope; owner !== Object.prototype && owner !== null; owner = Object.getPrototypeOf(owner)) {
      if (Object.hasOwn(owner, name)) Reflect.deleteProperty(owner, name);
    }
  }
}
