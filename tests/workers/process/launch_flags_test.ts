/**
 * What a process of the system is started with: flags, configuration and permissions of its parent.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import { type Asks, permissionFlags } from "../../../workers/process/_permission_flags.ts";
import { findConfig, readFlags } from "../../../workers/process/_runtime_flags.ts";

const absolute = (path: string) => path.startsWith("/") ? path : `/srv/${path}`;

function read(line: string) {
  return readFlags(line.split(" "), absolute);
}

Deno.test("readFlags() takes what a child must have, and no word of the program's own", () => {
  assertEquals(
    read("deno run --unstable-net -q --allow-read=data,/etc -W -NE=HOME --config deno.json main.ts -A --lock=x"),
    {
      passed: ["--unstable-net", "--quiet"],
      grants: {
        read: { allow: "/srv/data,/etc" },
        write: { allow: true },
        net: { allow: true },
        env: { allow: "HOME" },
      },
      permissionSet: null,
      config: "/srv/deno.json",
    },
  );
  assertEquals(read("deno main.ts --allow-read").grants, {});
  assertEquals(read("deno test -A tests --no-config --cert=ca.pem -- --cached-only"), {
    passed: ["--cert=/srv/ca.pem"],
    grants: Object.fromEntries(
      ["read", "write", "net", "env", "sys", "run", "ffi", "import"].map((name) => [name, { allow: true }]),
    ),
    permissionSet: null,
    config: false,
  });
  assertEquals(read("deno run -P=ci --import-map https://example.com/map.json --v8-flags=--a,--b -c a.json m.ts"), {
    passed: ["--import-map=https://example.com/map.json", "--v8-flags=--a,--b"],
    ...{ grants: {}, permissionSet: "ci", config: "/srv/a.json" },
  });
  assertEquals(read("deno --allow-read=a --deny-read=a/b --allow-read=c --ignore-env run m.ts").grants, {
    read: { allow: "/srv/a,/srv/c", deny: "/srv/a/b" },
    env: { ignore: true },
  });
});

Deno.test("findConfig() goes up to the first configuration, and sees packages on the way", () => {
  const files = new Set(["/a/deno.json", "/a/b/package.json", "/a/b/c/deno.jsonc"]);
  const find = (folder: string) => findConfig(folder, (path) => files.has(path));
  assertEquals(find("/a/b/c/d/"), { config: "/a/b/c/deno.jsonc", packages: false });
  assertEquals(find("/a/b"), { config: "/a/deno.json", packages: true });
  assertEquals(find("/"), { config: null, packages: false });
});

/** One that may do what is listed: `read`, or `read:/etc`. */
function asks(...granted: string[]): Asks {
  return (descriptor) => {
    const [, item] = Object.entries(descriptor).find(([name]) => name !== "name") ?? [];
    return granted.includes(descriptor.name) || granted.includes(`${descriptor.name}:${item}`);
  };
}

Deno.test("permissionFlags() gives what this process has, where nothing is said", () => {
  const own = {
    permissionSet: null,
    grants: { read: { allow: "/etc", deny: "/etc/x" }, net: { allow: true, deny: "a.com" }, env: { ignore: "HOME" } },
  } as const;
  assertEquals(permissionFlags(undefined, own, asks("net", "ffi", "run")), {
    flags: [
      "--allow-read=/etc",
      "--deny-read=/etc/x",
      "--allow-net",
      "--deny-net=a.com",
      "--ignore-env=HOME",
      "--allow-run",
      "--allow-ffi",
    ],
    ffi: true,
  });
  const kinds = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];
  assertEquals(permissionFlags(undefined, { permissionSet: null, grants: {} }, asks(...kinds)), {
    flags: ["-A"],
    ffi: true,
  });
  assertEquals(permissionFlags("inherit", { permissionSet: "", grants: {} }, asks()), { flags: ["-P"], ffi: true });
  // What was given back since then is not given on.
  assertEquals(permissionFlags(undefined, { permissionSet: null, grants: { sys: { allow: true } } }, asks("ffi")), {
    flags: ["--allow-ffi"],
    ffi: true,
  });
});

Deno.test("permissionFlags() narrows, and gives no more than this process has", () => {
  const own = { permissionSet: null, grants: { read: { deny: "/etc/x" } } } as const;
  const may = asks("read", "net:a.com", "ffi");
  assertEquals(permissionFlags({ read: [new URL("file:///etc/a%20b"), "/usr"], net: ["a.com"] }, own, may), {
    flags: [
      "--no-prompt",
      "--allow-read=/etc/a b,/usr",
      "--deny-read=/etc/x",
      "--allow-net=a.com",
      "--allow-ffi",
      "--deny-import",
    ],
    ffi: false,
  });
  assertEquals(permissionFlags("none", { permissionSet: "ci", grants: {} }, may), {
    flags: ["--no-prompt", "--allow-ffi", "--deny-import"],
    ffi: false,
  });
  assertEquals(permissionFlags({ ffi: true, read: "inherit", import: "inherit" }, own, may), {
    flags: ["--no-prompt", "--allow-read", "--deny-read=/etc/x", "--allow-ffi"],
    ffi: true,
  });
  assertThrows(
    () => permissionFlags({ net: true }, own, may),
    RangeError,
    "permissions.net must be no more than this process has itself, got true",
  );
  assertThrows(
    () => permissionFlags({ net: ["b.com"] }, own, may),
    RangeError,
    'permissions.net must be no more than this process has itself, got "b.com"',
  );
  assertThrows(
    () => permissionFlags({ ffi: ["/a.so"] }, own, may),
    RangeError,
    'permissions.ffi must be true, false or "inherit"',
  );
  assertThrows(
    () => permissionFlags({ read: 7 } as unknown as Deno.PermissionOptions, own, may),
    TypeError,
    'permissions.read must be true, false, "inherit" or a list, got 7',
  );
});
