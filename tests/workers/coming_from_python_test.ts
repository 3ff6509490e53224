/**
 * The page for those who come from Python: what it calls ours exists, and no public name of CPython's is missing.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFileSync(new URL(path, root));
const page = read("docs/coming_from_python.md");

/** Rows of the tables with three columns: names of Python's, names of ours, what differs. */
const rows = page.split("\n").filter((line) => /^\| .* \| .* \| .*\|$/.test(line) && !line.startsWith("| Python"))
  .map((line) => line.slice(2, -1).split(" | "));

const namesIn = (cell: string) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name]) => name);

/** What each export of the door is called, and the file that has it. */
const exported = new Map(
  Array.from(read("workers/mod.ts").matchAll(/export (?:type )?\{([^}]*)\} from "\.\/([^"]+)";/g)).flatMap(
    ([, names, file]) => names.split(",").map((name): [string, string] => [name.replace(/\btype\b/, "").trim(), file]),
  ),
);

/** The class that a class extends, and its text. */
function classOf(name: string): { text: string; base: string | undefined } {
  const text = read(`workers/${exported.get(name)}`);
  const begin = text.search(new RegExp(`^export (abstract )?(class|interface) ${name}\\b`, "m"));
  assert(begin >= 0, `${name} is not in ${exported.get(name)}`);
  const body = text.slice(begin);
  return { text: body, base: /^[^{]*?extends (\w+)/.exec(body)?.[1] };
}

function hasMember(name: string, member: string): boolean {
  const { text, base } = classOf(name);
  const isThere = new RegExp(`^  (?:static |async |readonly |get |\\*)*${member}(?:[(<:;?!]| =)`, "m").test(text);
  return isThere || (base !== undefined && exported.has(base) && hasMember(base, member));
}

Deno.test("every name that the page for those who come from Python calls ours is exported, and has the members it is said to have", () => {
  let count = 0;
  for (const [, ours] of rows) {
    if (ours.trim() === "none") continue;
    const names = namesIn(ours);
    assert(names.length > 0, `a row names nothing: ${ours}`);
    for (const name of names) {
      const [first, member] = name.split(".");
      assert(exported.has(first), `${first} is not exported`);
      if (member !== undefined) assert(hasMember(first, member), `${name} does not exist`);
      count += 1;
    }
  }
  assert(count > 150, `only ${count} names`);
});

Deno.test("a name of the page that has no counterpart here says why", () => {
  for (const [python, ours, why] of rows) {
    if (ours.trim() === "none") assert(why !== undefined && why.trim().length > 10, `${python} says no reason`);
  }
});

/** Public names of CPython 3.13 (`__all__`, and the public attributes of its classes), and those that 3.14 adds. */
const PYTHON = `
Array AuthenticationError Barrier BoundedSemaphore BufferTooShort Condition Event JoinableQueue Lock Manager Pipe Pool Process
ProcessError Queue RLock RawArray RawValue Semaphore SimpleQueue TimeoutError Value active_children allow_connection_pickling
cpu_count current_process freeze_support get_all_start_methods get_context get_logger get_start_method log_to_stderr
parent_process reducer set_executable set_forkserver_preload set_start_method
SharedMemory ThreadPool BaseManager SyncManager BaseProxy Token SharedMemoryManager Client Listener wait copy synchronized
deliver_challenge answer_challenge RemoteError Namespace MaybeEncodingError RemoteTraceback
Process.authkey Process.close Process.daemon Process.exitcode Process.ident Process.is_alive Process.join Process.kill
Process.name Process.pid Process.run Process.sentinel Process.start Process.terminate Process.interrupt
Lock.acquire Lock.release Lock.locked RLock.acquire RLock.release RLock.locked Semaphore.get_value Semaphore.locked
Condition.notify Condition.notify_all Condition.wait Condition.wait_for Event.clear Event.is_set Event.set Event.wait
Barrier.abort Barrier.broken Barrier.n_waiting Barrier.parties Barrier.reset Barrier.wait
Queue.cancel_join_thread Queue.close Queue.empty Queue.full Queue.get Queue.get_nowait Queue.join_thread Queue.put
Queue.put_nowait Queue.qsize JoinableQueue.join JoinableQueue.task_done
SimpleQueue.close SimpleQueue.empty SimpleQueue.get SimpleQueue.put
Pool.apply Pool.apply_async Pool.close Pool.imap Pool.imap_unordered Pool.join Pool.map Pool.map_async Pool.starmap
Pool.starmap_async Pool.terminate AsyncResult.get AsyncResult.ready AsyncResult.successful AsyncResult.wait IMapIterator.next
SyncManager.address SyncManager.connect SyncManager.get_server SyncManager.join SyncManager.register SyncManager.start
SyncManager.shutdown SyncManager.Array SyncManager.Barrier SyncManager.BoundedSemaphore SyncManager.Condition SyncManager.Event
SyncManager.JoinableQueue SyncManager.Lock SyncManager.Namespace SyncManager.Pool SyncManager.Queue SyncManager.RLock
SyncManager.Semaphore SyncManager.Value SyncManager.dict SyncManager.list SyncManager.set
Connection.close Connection.closed Connection.fileno Connection.poll Connection.readable Connection.recv Connection.recv_bytes
Connection.recv_bytes_into Connection.send Connection.send_bytes Connection.writable
Listener.accept Listener.address Listener.close Listener.last_accepted
SharedMemory.buf SharedMemory.close SharedMemory.name SharedMemory.size SharedMemory.unlink
ShareableList ShareableList.count ShareableList.format ShareableList.index Synchronized.value Synchronized.get_lock Synchronized.get_obj SynchronizedArray.get_lock SynchronizedArray.get_obj
SynchronizedString.value SynchronizedString.raw
`.trim().split(/\s+/);

Deno.test("every public name of CPython's multiprocessing is on the page for those who come from it", () => {
  const told = new Set(rows.flatMap(([python]) => namesIn(python).map((name) => name.replace(/\(.*$/, ""))));
  assertEquals(PYTHON.filter((name) => !told.has(name)), []);
});
