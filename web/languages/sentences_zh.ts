/**
 * Sentences that the engine, the readers and the checker put together, in Chinese: refusals, mistakes, rules and what was looked at. Each is
 * rewritten phrase by phrase, so that a value, a name or a part that has no phrase stays as it is. Longer phrases come first.
 *
 * @module
 */

import { CHECKS } from "./checks_zh.ts";
import { HINTS, MISTAKES } from "./mistakes_zh.ts";
import { OPTIONS_ZH } from "./names_zh.ts";
import type { Phrase } from "./phrase.ts";
import { REFUSALS } from "./refusals_zh.ts";
import { SCRIPT_PHRASES } from "./scripts_zh.ts";

/** Who refuses what: how sentences begin. */
const BEGINNINGS: readonly Phrase[] = [
  [/(^|: )line (\d+), column (\d+): /g, "$1第 $2 行第 $3 列："],
  [/(^|: )line (\d+): /g, "$1第 $2 行："],
  [/Cannot read process (\d+): /g, "无法读取进程 $1："],
  [/Cannot read workload: /g, "无法读取作业："],
  [/Cannot read the answer: /g, "无法读取答案："],
  [/Cannot simulate: /g, "无法模拟："],
  [/Cannot generate workload: /g, "无法生成作业："],
  [/Cannot release jobs: /g, "无法释放作业："],
  [/Cannot open the link: /g, "无法打开链接："],
  [/Cannot open the state: /g, "无法打开状态："],
  [/Cannot draw the picture: /g, "无法画图："],
  [/Cannot show the run: /g, "无法显示此次运行："],
  [/Cannot run to the end: /g, "无法运行到结束："],
  [/Cannot go on after tick (\d+): /g, "时刻 $1 之后无法继续："],
  [/Cannot write SWF: /g, "无法写成 SWF："],
  [/(?:Cannot check answer: )?Cannot check answer:(\d+):? /g, "无法检查答案（第 $1 行）："],
  [/Cannot check answer: /g, "无法检查答案："],
  [/^and (\d+) more$/gm, "另有 $1 处"],
];

/** What is left of a rule, and what there is instead. */
const PARTS: readonly Phrase[] = [
  [
    /must be a fraction p\/q of whole numbers, p from (\S+) to (\S+) and q from (\S+) to (\S+), or a decimal number that is one/,
    "必须是分数 p/q，p 为 $1 到 $2、q 为 $3 到 $4 的整数，或与之相等的小数",
  ],
  [/must be a whole number from (\S+) to (2\^53 - 1|\S+?)(?=, |$)/g, "必须是 $1 到 $2 的整数"],
  [/must be a whole number from (\S+?)(?=, |$)/g, "必须是从 $1 起的整数"],
  [/with a whole number from (\S+) to (\S+?)(?=, |$)/g, "后跟 $1 到 $2 的整数"],
  [/a whole number from (\S+) to (\S+?)(?=, |$)/g, "$1 到 $2 的整数"],
  [/must be a number above 0 to (\S+?)(?=, |$)/g, "必须是大于 0、不超过 $1 的数"],
  [/must be a number above 1 to (\S+?)(?=, |$)/g, "必须是大于 1、不超过 $1 的数"],
  [/must be a number from (\S+) to (\S+?)(?=, |$)/g, "必须是 $1 到 $2 的数"],
  [/must be one of (.*?)(?=, got|$)/g, "必须是以下之一：$1"],
  [/must be at most (\S+?)(?=, |$)/g, "最多为 $1"],
  [/must be at most (\S+ \S+?)(?=, |$)/g, "最多为 $1"],
  [/must be at least (\S+?)(?=, |$)/g, "至少为 $1"],
  [/must be from (\S+) to (\S+?)(?=, |$)/g, "必须在 $1 到 $2 之间"],
  [/must be from (\S+?)(?=, |$)/g, "必须从 $1 起"],
  [/must be true or false/g, "必须是 true 或 false"],
  [/must be left out/g, "必须略去"],
  [/must be given/g, "必须给出"],
  [/must be a list of (\d+)(?=, |$)/g, "必须是 $1 项的列表"],
  [/must be a list(?=, |$)/g, "必须是列表"],
  [/must be an object/g, "必须是对象"],
  [/must be a text/g, "必须是文字"],
  [/must be a number(?=, |$)/g, "必须是数"],
  [/must be an? (\w+)(?=, |$)/g, "必须是 $1"],
  [/must be /g, "必须是"],
  [/must have /g, "必须有"],
  [/must name /g, "必须是"],
  [/\. Did you mean (.*?)\?/g, "。是否指 $1？"],
  [/\(did you mean (.*?)\?\)/g, "（是否指 $1？）"],
  [/, got nothing/g, "，但没有给出"],
  [/, got an empty list/g, "，实为空列表"],
  [/, got a list of (\d+)/g, "，实为 $1 项的列表"],
  [/, got (\d+) entries/g, "，实为 $1 项"],
  [/, got an object/g, "，实为对象"],
  [/, got the end/g, "，却已结束"],
  [/, got more/g, "，实际更多"],
  [/, got false/g, "，实为关闭"],
  [/, got on(?=: |$)/g, "，实为打开"],
  [/, got none/g, "，实际没有"],
  [/, got white space/g, "，实为空白"],
  [/, got Infinity/g, "，实为无穷大"],
  [/, got /g, "，实为 "],
  [/ at index (\d+)/g, "（第 $1 项，从 0 起）"],
  [/ seeds(?=，)/g, " 个种子"],
  [/ quanta(?=，)/g, " 个时间片"],
  [/ characters\)/g, " 个字符)"],
];

/** All of them, in the order in which they are looked for. */
const PHRASES: readonly Phrase[] = [
  ...BEGINNINGS,
  ...SCRIPT_PHRASES,
  ...HINTS,
  ...CHECKS,
  ...REFUSALS,
  ...MISTAKES,
  ...PARTS,
];

/** Names of fields and options, where a sentence is about one of them. */
const FIELDS: Readonly<Record<string, string>> = {
  ...OPTIONS_ZH,
  name: "名称",
  arrival: "到达",
  bursts: "运行时间",
  deadline: "截止时间",
  period: "周期",
  after: "前驱（after）",
  think: "思考时间",
  tickets: "彩票",
  nice: "nice 值",
  processors: "CPU 数",
  estimate: "估计",
  memory: "内存",
  resources: "资源",
  affinity: "可用 CPU",
  group: "组",
  priority: "优先级",
  priorities: "优先级",
  processes: "进程数",
  arrivals: "到达",
  load: "负载",
  serviceMean: "平均 CPU 时间",
  input: "输入",
  header: "表头",
  column: "列",
  columns: "列",
  row: "行",
  line: "行",
  text: "文字",
  field: "字段",
  start: "开始",
  end: "结束",
  segments: "段数",
  version: "版本",
  jobs: "作业",
  policies: "策略",
  machine: "机器",
  cursor: "光标",
  theme: "颜色",
  patterns: "图案",
  cpu: "CPU",
  times: "时间",
  process: "进程",
  value: "值",
  it: "此处",
  log: "日志",
};

const FIELD =
  /(^|：|；)([A-Za-z]\w*)((?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*(?: \d+)?) ?(?=必须|最多|至少|只能|每个|在|的最小|不能|需要|（)/g;

/** Texts in quotes are somebody's own. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** Rules that say how a thing is, rather than what. */
const ADJECTIVE = /必须是(?=在|略去|只|各不相同|没有|最多|至少|每行|合计|与|后面|明确|以|必须)/g;

/** Sentences in Chinese, a line each, as far as there are phrases for them. */
export function sentenceZh(english: string): string {
  return english.split("\n").map(lineZh).join("\n");
}

function lineZh(english: string): string {
  const quoted: string[] = [];
  let text = english.replace(QUOTED, (own) => `\uE000${quoted.push(own) - 1}\uE001`);
  for (const [phrase, chinese] of PHRASES) text = text.replace(phrase, chinese);
  text = text.replace(FIELD, (whole, before, name, rest) => {
    return Object.hasOwn(FIELDS, name) ? `${before}${FIELDS[name]}${rest}` : whole;
  });
  text = text.replace(ADJECTIVE, "必须");
  return text.replace(/\uE000(\d+)\uE001/g, (_, index) => quoted[Number(index)]);
}
