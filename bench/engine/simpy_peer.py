"""Schedules a workload with SimPy, as its documentation shows for a resource that processes share.

Reads one JSON line for each run, answers with one: milliseconds, and the sum of all finish ticks if asked for.
"""

import json
import sys
import time

import simpy


def finish_sum(request):
    env = simpy.Environment()
    finished = []
    policy = request["policy"]
    quantum = request["quantum"]

    def by_arrival(burst):
        with cpu.request() as granted:
            yield granted
            yield env.timeout(burst)
        finished.append(env.now)

    def by_length(burst):
        with cpu.request(priority=burst) as granted:
            yield granted
            yield env.timeout(burst)
        finished.append(env.now)

    def by_remaining(burst):
        while burst > 0:
            with cpu.request(priority=burst, preempt=True) as granted:
                began = None
                try:
                    yield granted
                    began = env.now
                    yield env.timeout(burst)
                    burst = 0
                except simpy.Interrupt:
                    # It may be preempted in the very moment in which the CPU was granted.
                    burst -= 0 if began is None else env.now - began
        finished.append(env.now)

    def in_turn(burst):
        while burst > 0:
            with cpu.request() as granted:
                yield granted
                ticks = min(quantum, burst)
                yield env.timeout(ticks)
                burst -= ticks
        finished.append(env.now)

    kinds = {
        "fcfs": (simpy.Resource, by_arrival),
        "sjf": (simpy.PriorityResource, by_length),
        "srtf": (simpy.PreemptiveResource, by_remaining),
        "rr": (simpy.Resource, in_turn),
    }
    resource, process = kinds[policy]
    cpu = resource(env, capacity=1)

    def arrivals():
        for tick, burst in zip(request["arrival"], request["cpu"]):
            if tick > env.now:
                yield env.timeout(tick - env.now)
            env.process(process(burst))

    env.process(arrivals())
    env.run()
    return int(sum(finished))


for line in sys.stdin:
    work = json.loads(line)
    began = time.perf_counter()
    total = finish_sum(work)
    answer = {"ms": (time.perf_counter() - began) * 1000}
    if work["comparable"]:
        answer["result"] = str(total)
    print(json.dumps(answer), flush=True)
