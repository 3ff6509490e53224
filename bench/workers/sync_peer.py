"""Python's multiprocessing as a program for the benchmark: one line of JSON asks for one run of a case.

Two processes stay for all runs of a case; what they share is made once and handed over when they are started.
"""

import json
import multiprocessing
import sys
import time

KB = bytes(1024)
MB = bytes(2**20)


def item_of(payload, index):
    if payload == "integers":
        return index
    if payload == "objects":
        return {"id": index, "name": "item name", "tags": ["red", "green", "blue"]}
    return KB if payload == "1 KB" else MB


def weight_of(item):
    if isinstance(item, int):
        return item % 1000
    if isinstance(item, bytes):
        return len(item) % 1000
    return item["id"] % 1000 + len(item["tags"])


def helper(commands, shared):
    while True:
        request = commands.recv()
        if request is None:
            return
        commands.send("ready")
        work, payload, count = request["work"], request.get("payload"), request["count"]
        if work == "queue":
            queue = shared["queue"]
            for index in range(count):
                queue.put(item_of(payload, index))
        elif work == "pipe":
            connection = shared["connection"]
            for _ in range(count):
                connection.send(connection.recv())
        elif work == "event":
            asked, answered = shared["asked"], shared["answered"]
            for _ in range(count):
                asked.wait()
                asked.clear()
                answered.set()
        elif work == "barrier":
            barrier = shared["barrier"]
            for _ in range(count):
                barrier.wait()
        elif work == "contended":
            lock = shared["lock"]
            shared["go"].wait()
            for _ in range(count // request["processes"]):
                lock.acquire()
                lock.release()
        elif work == "value":
            value = shared["value"]
            shared["go"].wait()
            for _ in range(count // 2):
                with value.get_lock():
                    value.value += 1
        commands.send("done")


def nothing():
    pass


class Helpers:
    def __init__(self, context, count, shared):
        self.pipes, self.processes = [], []
        for _ in range(count):
            mine, theirs = context.Pipe()
            process = context.Process(target=helper, args=(theirs, shared), daemon=True)
            process.start()
            self.pipes.append(mine)
            self.processes.append(process)

    def begin(self, request):
        for pipe in self.pipes:
            pipe.send(request)
        for pipe in self.pipes:
            pipe.recv()

    def end(self):
        for pipe in self.pipes:
            pipe.recv()


def run(work, request, shared, helpers):
    payload, count = request.get("payload"), request["count"]
    total = 0
    if work == "queue":
        queue = shared["queue"]
        begun = time.perf_counter()
        for _ in range(count):
            total += weight_of(queue.get())
        return begun, total
    if work == "pipe":
        connection = shared["mine"]
        begun = time.perf_counter()
        for index in range(count):
            connection.send(item_of(payload, index))
            total += weight_of(connection.recv())
        return begun, total
    begun = time.perf_counter()
    if work == "event":
        asked, answered = shared["asked"], shared["answered"]
        for _ in range(count):
            asked.set()
            answered.wait()
            answered.clear()
    elif work == "barrier":
        barrier = shared["barrier"]
        for _ in range(count):
            barrier.wait()
    elif work in ("contended", "value"):
        shared["go"].set()
        helpers.end()
        total = shared["value"].value if work == "value" else 0
    return begun, total


def alone(context, work, count):
    begun = time.perf_counter()
    if work == "lock":
        lock = context.Lock()
        begun = time.perf_counter()
        for _ in range(count):
            lock.acquire()
            lock.release()
    else:
        for _ in range(count):
            process = context.Process(target=nothing)
            process.start()
            process.join()
    return (time.perf_counter() - begun) * 1000


def main():
    context, helpers, shared = None, None, {}
    for line in sys.stdin:
        request = json.loads(line)
        work, count = request["work"], request["count"]
        context = context or multiprocessing.get_context(request["method"])
        if work in ("lock", "start"):
            print(json.dumps({"ms": alone(context, work, count)}), flush=True)
            continue
        if helpers is None:
            mine, theirs = context.Pipe()
            shared = {
                "queue": context.Queue(),
                "connection": theirs,
                "asked": context.Event(),
                "answered": context.Event(),
                "barrier": context.Barrier(2),
                "lock": context.Lock(),
                "value": context.Value("i", 0),
                "go": context.Event(),
            }
            helpers = Helpers(context, request.get("processes", 1), shared)
            shared["mine"] = mine
        shared["go"].clear()
        shared["value"].value = 0
        helpers.begin(request)
        begun, total = run(work, request, shared, helpers)
        ms = (time.perf_counter() - begun) * 1000
        if work not in ("contended", "value"):
            helpers.end()
        answer = {"ms": ms}
        if work in ("queue", "pipe", "value"):
            answer["result"] = str(total)
        print(json.dumps(answer), flush=True)
    if helpers is not None:
        for pipe in helpers.pipes:
            pipe.send(None)
        for process in helpers.processes:
            process.join()


if __name__ == "__main__":
    main()
