// Devices with names: how programs name them in every notation, what a file says of them, and what is refused.
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { readTyped } from "../../../engine/workload/typed.ts";
import { writeWorkload } from "../../../engine/workload/write.ts";

Deno.test("readWorkload() reads devices with names in every notation, and what they are like", async () => {
  const expected = {
    kind: [0, 1, 0],
    value: [2, 5, 1],
    device: [0, 1, 0],
    devices: [{ name: "disk" }],
  };
  for (
    const text of [
      "name,bursts\nA,2 io 5@disk 1\n",
      "name,bursts\nA,2 5@disk 1\n",
      'name,bursts\nA,"2, io:5 on disk, 1"\n',
      'name,bursts\nA,"2;5@""disk"";1"\n',
      "processes:\n  - {name: A, bursts: [2, {io: 5, device: disk}, 1]}\n",
      '{"processes": [{"name": "A", "bursts": [{"cpu": 2}, {"io": 5, "device": "disk"}, 1]}]}',
      '{"jobs": [{"id": "A", "bursts": [{"cpu": 2}, {"io": 5, "device": "disk"}, {"cpu": 1}]}]}',
    ]
  ) {
    const { bursts } = (await readWorkload(text)).workload;
    const { kind, value, device, devices } = bursts!;
    assertEquals({ kind: [...kind], value: [...value], device: [...device!], devices: [...devices!] }, expected, text);
  }
  for (const text of ["A 0 2,5@disk,1", "A 0 2,io 5 on disk,1", "A 0 2,5 on disk,1", "A 0 2,io:5@disk,1"]) {
    const { bursts } = readTyped(text).workload;
    assertEquals([[...bursts!.value], [...bursts!.device!], bursts!.devices], [[2, 5, 1], [0, 1, 0], [{
      name: "disk",
    }]]);
  }
  const described = [
    "devices: {tape: 2, disk: {servers: 3, order: priority}}\nprocesses:\n  - {bursts: [1, {io: 5, device: disk}, 1]}\n",
    '{"devices": {"tape": 2, "disk": {"servers": 3, "order": "priority"}}, "processes": [{"bursts": [1, {"io": 5, "device": "disk"}, 1]}]}',
    '{"devices": {"tape": 2, "disk": {"servers": 3, "order": "priority"}}, "jobs": [{"id": 1, "bursts": [1, {"io": 5, "device": "disk"}, 1]}]}',
  ];
  for (const text of described) {
    const { workload } = await readWorkload(text);
    assertEquals([...workload.bursts!.device!], [0, 2, 0], text);
    const devices = [{ name: "tape", servers: 2 }, { name: "disk", servers: 3, order: "priority" as const }];
    assertEquals(workload.bursts!.devices, devices, text);
    for (const format of ["yaml", "json"] as const) {
      const again = await readWorkload([...writeWorkload(workload, format)].join(""), { format });
      assertEquals(again.workload.bursts!.devices, devices);
    }
  }
});

Deno.test("readWorkload() says what is wrong with devices, where it stands", async () => {
  const mistake = (text: string) =>
    assertRejects(() => readWorkload(text), WorkloadError).then(({ message }) => message);
  const yaml = (devices: string, io = "{io: 5, device: disk}") =>
    `devices: ${devices}\nprocesses:\n  - {bursts: [1, ${io}, 1]}\n`;
  const cases: readonly [text: string, part: string][] = [
    [yaml("{disk: 0}"), "disk must be a whole number from 1 to 4294967295, or an object with servers and order, got 0"],
    [yaml("{disk: {servers: 1.5}}"), "servers must be a whole number from 1 to 4294967295, got 1.5"],
    [yaml("{disk: {order: lifo}}"), "order must be one of fcfs, priority, shortest"],
    [yaml("{disk: {sevrers: 2}}"), "sevrers must be left out: the fields are servers, order"],
    [yaml("[disk, disk]"), "devices must be an object of devices by name, such as {disk: 2}, or a list of names"],
    [yaml("{disk: 1}", "{cpu: 5, device: disk}"), "a device may stand beside io"],
    [yaml("{disk: 1}", "{io: 5, device: 7}"), "device must be a text of 1 to 256 characters"],
    ["name,bursts\nA,2 cpu 5@disk 1\n", "cpu without a device: only io has one"],
    ["name,bursts\nA,2 io 5@ 1\n", "io on a device with a name"],
    ["name,bursts\nA,2 io 5 on\n", "io on a device with a name"],
  ];
  for (const [text, part] of cases) assertStringIncludes(await mistake(text), part, text);
});

Deno.test("writeWorkload() names devices so that they are read again, whatever characters they have", async () => {
  const names = ["． ", "１：２", 'a "quoted" one', "back\\slash", "io 3"];
  const processes = names.map((name) => `{"bursts": [1, {"io": 5, "device": ${JSON.stringify(name)}}, 1]}`);
  const { workload } = await readWorkload(`{"processes": [${processes.join(", ")}]}`);
  for (const format of ["csv", "json", "yaml"] as const) {
    const text = [...writeWorkload(workload, format)].join("");
    const read = (await readWorkload(text, { format })).workload;
    assertEquals(read.bursts!.devices?.map(({ name }) => name), names, text);
  }
});
