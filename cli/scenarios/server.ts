/**
 * A TCP server whose clients are served by several processes: each has a listening socket of its own on the one port, and
 * the system hands every connection to one of them. Then a Listener, which lets in only who proves that he has the key.
 */

import {
  type Address,
  AuthenticationError,
  Client,
  currentProcess,
  Event,
  Listener,
  Process,
  Queue,
  Semaphore,
} from "../../mod.ts";
import { count, defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

interface Options {
  readonly servers: number;
  readonly clients: number;
}

/** The program. */
export async function main({ servers: serverCount, clients: clientCount }: Options): Promise<void> {
  // Held until every server listens, so that nobody else gets the port.
  const reserved = Deno.listen({ hostname: "127.0.0.1", port: 0, reusePort: true });
  const { port } = reserved.addr;
  const [listening, stop] = [new Semaphore(0), new Event()];
  const servers = Array.from(
    { length: serverCount },
    (_, index) => new Process({ module, target: serve, name: `server ${index + 1}`, args: [port, listening, stop] }),
  );
  for (const server of servers) server.start();
  for (const _ of servers) await listening.acquire();
  reserved.close();
  const answers = new Queue<string>();
  const clients = Array.from(
    { length: clientCount },
    (_, index) => new Process({ module, target: visit, name: `client ${index + 1}`, args: [port, answers] }),
  );
  for (const client of clients) client.start();
  for (const client of clients) await client.join();
  stop.set();
  for (const server of servers) await server.join();
  const served: Record<string, number> = {};
  for (const _ of clients) {
    const server = answers.getNowait();
    served[server] = (served[server] ?? 0) + 1;
  }
  say(`served: ${Object.entries(served).map(([server, times]) => `${times} by ${server}`).join(", ")}`, { served });
  await listenWithKey();
}

/** Serves whoever is handed to it, until it is to stop. */
export async function serve(port: number, listening: Semaphore, stop: Event): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port, reusePort: true });
  listening.release();
  stop.wait().then(() => listener.close());
  const { name } = currentProcess();
  for await (const connection of listener) {
    const client = await readLine(connection);
    say(`serves ${client}`, { client });
    await writeLine(connection, name);
    connection.close();
  }
}

/** A friend inherits the key of this process; a stranger has another one. */
async function listenWithKey(): Promise<void> {
  using listener = new Listener({ address: { port: 0 } });
  const friend = new Process({ module, target: call, name: "friend", args: [listener.address, null] });
  const stranger = new Process({ module, target: call, name: "stranger", args: [listener.address, "a guess"] });
  for (const caller of [friend, stranger]) caller.start();
  for (let callers = 0; callers < 2; callers++) {
    try {
      using connection = await listener.accept();
      say(`let in: ${await connection.recv()}`, { letIn: true });
      await connection.send("welcome");
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      say(`turned away: ${error.message}`, { letIn: false });
    }
  }
  for (const caller of [friend, stranger]) await caller.join();
}

/** Connects with a key. */
export async function call(address: Address, key: string | null): Promise<void> {
  const authKey = key === null ? currentProcess().authKey : new TextEncoder().encode(key);
  try {
    using connection = await Client(address, { authKey });
    await connection.send(currentProcess().name);
    say(`heard: ${await connection.recv()}`, { heard: true });
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    say(error.message, { heard: false });
  }
}

/** Says its name, and hears that of its server. */
export async function visit(port: number, answers: Queue<string>): Promise<void> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await writeLine(connection, currentProcess().name);
  const server = await readLine(connection);
  say(`was served by ${server}`, { server });
  await answers.put(server);
}

async function writeLine(connection: Deno.Conn, text: string): Promise<void> {
  const writer = connection.writable.getWriter();
  await writer.write(new TextEncoder().encode(`${text}\n`));
  writer.releaseLock();
}

async function readLine(connection: Deno.Conn): Promise<string> {
  let text = "";
  const buffer = new Uint8Array(256);
  while (!text.endsWith("\n")) {
    const bytes = await connection.read(buffer);
    if (bytes === null) break;
    text += new TextDecoder().decode(buffer.subarray(0, bytes));
  }
  return text.trimEnd();
}

export const scenario = defineScenario({
  name: "server",
  chapter: "sockets",
  summary: "A TCP server of several processes on one port, who served whom; and a Listener with a key",
  verifies: "every client is served once, by the process that it names; who has a wrong key is turned away",
  symbols: ["Process", "Listener", "Client()", "Process.authKey", "AuthenticationError"],
  module,
  parameters: {
    servers: count("Processes that serve", { initial: 3, min: 2, max: 16 }),
    clients: count("Clients", { initial: 12, max: 200 }),
  },
  verify(seen) {
    const { clients } = seen.options;
    const byServer = seen.said(/^server/).map(({ process, data }) => `${process} ${data?.client}`);
    const byClient = seen.said(/^client/).map(({ process, data }) => `${data?.server} ${process}`);
    seen.claimEqual(
      "every client is served",
      new Set(seen.said(/^client/).map(({ process }) => process)).size,
      clients,
    );
    seen.claimEqual("by the process that it names, once", byServer.toSorted(), byClient.toSorted());
    const servers = new Set(seen.said(/^server/).map(({ process }) => process)).size;
    seen.figure("processes that served", servers);
    seen.claimEqual("the friend, who has the key, is let in and heard", seen.valuesOf("heard", "friend"), [true]);
    seen.claimEqual("the stranger, who has another one, is turned away", seen.valuesOf("heard", "stranger"), [false]);
    seen.claimEqual("the listener says the same", seen.valuesOf("letIn").toSorted(), [false, true]);
    // Other systems hand all connections to one of the sockets.
    if (Deno.build.os === "linux" && clients >= 10) seen.claim("several processes have served", servers > 1, servers);
  },
});
