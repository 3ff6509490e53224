/**
 * What is said of policies of one's own, in Chinese: of their text, of their class, and of what they do in a run.
 *
 * @module
 */

import type { Phrase } from "./phrase.ts";

/** What the class says of itself. */
const CLASS: readonly Phrase[] = [
  [/policy must be the name of one, or a class/, "策略必须是名称或类"],
  [/policy ([\w-]+)(?= must)/, "策略 $1 "],
  [/must be a class that new makes one of without arguments/, "必须是不带参数即可用 new 创建的类"],
  [/must have static (.*?), got (\w+)(?=\. Did|$)/, "的 static 字段必须是以下之一：$1，实为 $2"],
  [/must have methods for hooks, got (.+) as (\w+)$/, "的 $2 必须是方法，实为 $1"],
  [/must have hooks by their names/, "的方法必须按规定命名"],
  [/must have one of the hooks runningKey and preempts, got both/, "的 runningKey 和 preempts 只能有一个，实有两个"],
  [
    /must have the hook key where it has runningKey, since both are compared/,
    "有 runningKey 时必须有 key，因为要比较两者",
  ],
  [
    /must have the hook ready where it has pick, since nobody else keeps its processes/,
    "有 pick 时必须有 ready，因为进程由它自己保管",
  ],
  [/must have a text as static (\w+)/, "的 static $1 必须是文字"],
  [/must have true or false as static (\w+)/, "的 static $1 必须是 true 或 false"],
  [/must have one of (.*?) as static (\w+)/, "的 static $2 必须是以下之一：$1"],
  [/must have a whole number from 1, or Infinity, as static (\w+)/, "的 static $1 必须是从 1 起的整数或无穷大"],
  [/must have a list of (.*?) as static (\w+)/, "的 static $2 必须是由以下组成的列表：$1"],
  [/must have an object as static (\w+)/, "的 static $1 必须是对象"],
  [/must name options in letters and digits, the first one small/, "的选项名必须由字母和数字组成，首字母小写"],
  [/must have a sentence as summary of option (\w+)/, "的选项 $1 必须有一句话作为 summary"],
  [
    /must have a field (\w+) for its option, which is a whole number from (\S+) to (\S+), or true or false/,
    "必须为选项 $1 备有同名字段，其值为 $2 到 $3 的整数，或 true、false",
  ],
  [
    /must have a field (\w+) for its option, which is one of (.*?)(?=, got)/,
    "必须为选项 $1 备有同名字段，其值为以下之一：$2",
  ],
  [/option (\w+) of ([\w-]+)(?= must|\.)/, "$2 的选项 $1 "],
];

/** What it does. */
const RUN: readonly Phrase[] = [
  [/Cannot go on under ([\w-]+): (\w+) of (.+?) at tick (\d+)(?= must)/, "$1 无法继续：时刻 $4，$3 的 $2 "],
  [/Cannot go on under ([\w-]+): (\w+) at tick (\d+)(?= must)/, "$1 无法继续：时刻 $3，$2 "],
  [/must be a whole number of ticks from 1, or Infinity/, "必须是从 1 起的整数个时间单位，或无穷大"],
  [/must answer a process that is ready, or -1/, "必须回答一个就绪的进程，或 -1"],
  [/, which is not ready/, "，它并未就绪"],
  [
    /must not leave a process ready for (\S+) ticks while a CPU idles \(static idleLimit\)/,
    "不能在 CPU 空闲时让就绪进程等待 $1 个时间单位（static idleLimit）",
  ],
  [/, got -1 for CPU (\d+) since tick (\d+)/, "，却自时刻 $2 起为 CPU $1 回答 -1"],
  [/must answer the same when asked again, (.+?)(?=, got)/, "再次询问时必须回答相同的 $1"],
  [
    /must answer a process while one is ready, since tick (\d+), and nothing else will happen/,
    "必须回答一个进程：自时刻 $1 起有进程就绪，且不会再发生别的事",
  ],
  [
    /must stay (\S+) while it is ready, as it is queued by that \(see reorder\)/,
    "在就绪期间必须保持为 $1，因为队列按它排列（见 reorder）",
  ],
  [/must change nothing, as it is a question, got a call of (\w+)\(\)/, "只是询问，不能改变什么，却调用了 $1()"],
  [/must have the hook timer where it sets one/, "设置定时器时必须有 timer 方法"],
  [
    /must not throw, got RangeError: a loop must come to an end, and this one does not/,
    "必须结束，而其中的循环不会结束",
  ],
  [/must not throw, got /, "不能抛出错误，实为 "],
  [/must ask of a process from 0 to (\S+?)(?=, )/, "只能询问 0 到 $1 的进程"],
  [
    /must ask of a process that has arrived, as some come after others/,
    "只能询问已到达的进程，因为有些进程随别的之后到来",
  ],
  [
    /must be static clairvoyant = true where it asks what is left of a burst/,
    "询问剩余时间时必须有 static clairvoyant = true",
  ],
  [/must draw from a whole number from 1/, "抽取的范围必须是从 1 起的整数"],
  [
    /must set its timer to a whole number of ticks after (\S+), or Infinity/,
    "必须把定时器设为 $1 之后的整数时刻，或无穷大",
  ],
  [/a loop must come to an end, and this one does not/, "循环必须结束，而这个循环不会结束"],
  [/the policy must answer, and it has been busy for (\S+) seconds/, "策略必须作出回答，而它已忙了 $1 秒"],
];

/** What its text is. */
const TEXT: readonly Phrase[] = [
  [/there must be fewer brackets in each other, got too many/, "括号嵌套过多"],
  [/there must be one file, in the page, got an import of /, "页面中只能有一个文件，却导入了 "],
  [/there must be no decorator/, "此处不能有装饰器"],
  [/there must be a class after (`[^`]+`)/, "$1 之后必须有类"],
  [/there must be (`[^`]+`) before the class, got a list/, "类之前必须是 $1，实为列表"],
  [/there must be an expression/, "此处必须是表达式"],
  [/there must be a name/, "此处必须是名称"],
  [/there must be a declaration/, "此处必须是声明"],
  [/there must be the name of a module/, "此处必须是模块名"],
  [/there must be a text that ends on its line, got its end/, "文字必须在本行结束，却到了行尾"],
  [/there must be a script/, "此处必须是代码"],
  [/there must be a template's end/, "此处必须是模板的结尾"],
  [/there must be a comment's end/, "此处必须是注释的结尾"],
  [/there must be an object in place of an enumeration/, "必须用对象代替枚举"],
  [/there must be a module's file in place of a namespace/, "必须用模块的文件代替命名空间"],
  [/there must be a field of its own in place of a parameter that is one/, "必须用单独的字段代替参数字段"],
  [/, got the end of the script/, "，却到了代码的结尾"],
];

/** All of it. */
export const SCRIPT_PHRASES: readonly Phrase[] = [...TEXT, ...CLASS, ...RUN];
