import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import schema from "../../../engine/workload/workload.schema.json" with { type: "json" };
import { WorkloadError } from "../../../engine/workload/error.ts";
import { EXAMPLE_WORKLOADS } from "../../../engine/workload/examples.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { writeWorkload } from "../../../engine/workload/write.ts";
import { workload } from "./arbitraries.ts";
import { soakCount } from "../../reference/soak.ts";

/** The keywords of JSON Schema that the schema uses, and no others. */
interface Schema {
  $ref?: string;
  type?: string;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  properties?: Record<string, Schema>;
  minProperties?: number;
  maxProperties?: number;
  items?: Schema;
  minItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  anyOf?: Schema[];
  enum?: unknown[];
}

const KNOWN =
  "$ref type required additionalProperties properties minProperties maxProperties items minItems minLength " +
  "maxLength pattern minimum maximum anyOf uniqueItems propertyNames enum $schema $id title description $defs";

/** Whether a value matches, by the definitions of JSON Schema 2020-12. */
function matches(value: unknown, rule: Schema): boolean {
  for (const keyword of Object.keys(rule)) assert(KNOWN.split(" ").includes(keyword), keyword);
  if (rule.$ref !== undefined) {
    const target = schema.$defs[rule.$ref.replace("#/$defs/", "") as keyof typeof schema.$defs];
    if (!matches(value, target as Schema)) return false;
  }
  if (rule.type !== undefined && !isOfType(value, rule.type)) return false;
  if (rule.enum !== undefined && !rule.enum.includes(value)) return false;
  if (rule.anyOf !== undefined && !rule.anyOf.some((one) => matches(value, one))) return false;
  if (typeof value === "number") return value >= (rule.minimum ?? -Infinity) && value <= (rule.maximum ?? Infinity);
  if (typeof value === "string") {
    const length = [...value].length;
    return length >= (rule.minLength ?? 0) && length <= (rule.maxLength ?? Infinity) &&
      new RegExp(rule.pattern ?? "", "u").test(value);
  }
  if (Array.isArray(value)) {
    if (rule.uniqueItems && new Set(value).size < value.length) return false;
    return value.length >= (rule.minItems ?? 0) && value.every((item) => matches(item, rule.items ?? {}));
  }
  if (typeof value !== "object" || value === null) return true;
  const keys = Object.keys(value);
  return (rule.required ?? []).every((key) => keys.includes(key)) &&
    keys.length >= (rule.minProperties ?? 0) && keys.length <= (rule.maxProperties ?? Infinity) &&
    Object.entries(value).every(([key, inner]) => {
      if (rule.propertyNames !== undefined && !matches(key, rule.propertyNames)) return false;
      const property = rule.properties?.[key] ?? rule.additionalProperties ?? true;
      return typeof property === "boolean" ? property : matches(inner, property);
    });
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  const actual: string = typeof value;
  return actual === type;
}

async function isAccepted(text: string): Promise<boolean> {
  try {
    await readWorkload(text, { format: "json" });
    return true;
  } catch (error) {
    assert(error instanceof WorkloadError);
    return false;
  }
}

Deno.test("workload.schema.json accepts the built-in workloads and all that writeWorkload() writes", () => {
  for (const example of EXAMPLE_WORKLOADS) assert(matches(example.workload, schema as Schema), example.name);
  fc.assert(
    fc.property(workload, (workload) => {
      assert(matches(workload, schema as Schema));
      assert(matches(JSON.parse([...writeWorkload(workload, "json")].join("")), schema as Schema));
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("workload.schema.json accepts and refuses what readWorkload() does", async () => {
  // Of times the reader takes more than our own files have: decimals, and texts with units.
  const samples: [string, boolean, boolean?][] = [
    ['{"processes": [{"bursts": 3}]}', true],
    ['{"$schema": "x", "name": "n", "processes": [{"bursts": [3, {"io": 0}, {"cpu": 1}], "priority": -1}]}', true],
    ['{"processes": [{"bursts": [1, {"lock": "A"}, 1, {"unlock": "A"}], "pid": 3, "processors": 4294967295}]}', true],
    ['{"processes": [{"bursts": 3.0, "arrival": 9007199254740991}]}', true],
    [`{"processes": [{"bursts": 3, "name": "${"进".repeat(256)}"}]}`, true],
    [`{"processes": [{"bursts": 3, "name": "${"👩".repeat(256)}"}]}`, true],
    [`{"processes": [{"bursts": 3, "name": "${"进".repeat(257)}"}]}`, false],
    ["[]", false],
    ["{}", false],
    ['{"processes": []}', false],
    ['{"processes": [{}]}', false],
    ['{"processes": [3]}', false],
    ['{"processes": [{"bursts": 0}]}', false],
    ['{"processes": [{"bursts": []}]}', false],
    ['{"processes": [{"bursts": "3"}]}', false, true],
    ['{"processes": [{"bursts": 1.5}]}', false, true],
    ['{"processes": [{"bursts": "3 x"}]}', false],
    ['{"processes": [{"bursts": [1, {"io": -1}, 1]}]}', false],
    ['{"processes": [{"bursts": [{"cpu": 0}]}]}', false],
    ['{"processes": [{"bursts": [{}]}]}', false],
    ['{"processes": [{"bursts": [{"cpu": 1, "io": 1}]}]}', false],
    ['{"processes": [{"bursts": [{"sleep": 1}]}]}', false],
    ['{"processes": [{"bursts": [1, {"lock": ""}]}]}', false],
    ['{"processes": [{"bursts": 3, "arrival": -1}]}', false],
    ['{"processes": [{"bursts": 3, "arrival": 9007199254740992}]}', false],
    ['{"processes": [{"bursts": 3, "arrival": null}]}', false],
    ['{"processes": [{"bursts": 3, "pid": -1}]}', false],
    ['{"processes": [{"bursts": 3, "pid": 0}]}', true],
    ['{"processes": [{"bursts": 3, "processors": 4294967296}]}', false],
    ['{"processes": [{"bursts": 3, "priority": 0.5}]}', false],
    [
      '{"processes": [{"bursts": 3, "nice": -20, "tickets": 1, "deadline": 1, "period": 9, "estimate": 3, "quantum": 2}]}',
      true,
    ],
    ['{"devices": {"disk": 2, "tape": {"servers": 1, "order": "priority"}}, "processes": [{"bursts": 3}]}', true],
    ['{"devices": {"disk": 0}, "processes": [{"bursts": 3}]}', false],
    ['{"devices": {"disk": {"order": "lifo"}}, "processes": [{"bursts": 3}]}', false],
    ['{"devices": ["disk"], "processes": [{"bursts": 3}]}', false, true],
    ['{"processes": [{"bursts": 3, "nice": 20}]}', false],
    ['{"processes": [{"bursts": 3, "deadline": 0}]}', false],
    ['{"processes": [{"bursts": 3, "hue": 1}]}', false],
    ['{"processes": [{"bursts": 3, "name": "a\\u0007"}]}', false],
    ['{"processes": [{"bursts": 3, "name": "\\u202ea"}]}', false],
    ['{"processes": [{"bursts": 3}], "cpus": 4}', false, true],
  ];
  for (const [text, expected, isRead = expected] of samples) {
    assertEquals(matches(JSON.parse(text), schema as Schema), expected, `schema: ${text}`);
    assertEquals(await isAccepted(text), isRead, `reader: ${text}`);
  }
});
