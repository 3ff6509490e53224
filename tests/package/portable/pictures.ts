// Run by runtimes_test.ts in several runtimes: a drawing.
import { ProcessLabels, renderSvgGantt, TimelinePicture } from "@quanta/quanta/pictures";
import { Simulation } from "@quanta/quanta/simulate";

const workload = { processes: [{ name: "A", bursts: 3 }, { name: "进程", arrival: 1, bursts: 2 }] };
const simulation = new Simulation(workload, { policy: "rr", quantum: 2, timeline: "full", transitions: "full" });
const picture = new TimelinePicture(0);
const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
const labels = new ProcessLabels(simulation.workload);
console.log(renderSvgGantt(result, picture, labels, { title: "Round robin", subtitle: "quantum 2" }));
