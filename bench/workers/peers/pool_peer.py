"""Python's multiprocessing.Pool as a program for the benchmark: python3 pool_peer.py spawn|fork."""

import json
import multiprocessing
import os
import resource
import sys
import time

WORKERS = 2
MEMORY_WORKERS = 8


def increment(value):
    return value + 1


def busy(_):
    until = time.perf_counter() + 0.001
    while time.perf_counter() < until:
        pass
    return 1


def byte_length(data):
    return len(data)


def pause(seconds):
    time.sleep(seconds)
    return seconds


def exit_worker():
    os._exit(3)


def unclonable():
    return lambda: None


class Refused(Exception):
    def __init__(self, message):
        super().__init__(message)
        self.code = 77
        self.detail = "sold out"


def throw_error():
    raise Refused("refused")


def use_up_heap():
    resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
    kept = []
    while True:
        kept.append([0.5] * 1_000_000)


def spin():
    while True:
        pass


def resident(pid):
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def timed(work):
    started = time.perf_counter()
    work()
    return {"ms": (time.perf_counter() - started) * 1000}


def describe(result):
    try:
        return f"gives {result.get(3)}"
    except multiprocessing.TimeoutError:
        return "hangs"
    except Exception as error:
        fields = [type(error).__name__]
        if hasattr(error, "code"):
            fields.append(f"code {error.code}")
        if hasattr(error, "detail"):
            fields.append("own fields")
        return f"rejects ({', '.join(fields)})"


def crash(context, task):
    tasks = {"throwError": throw_error, "exit": exit_worker, "unclonable": unclonable, "useUpHeap": use_up_heap}
    if task not in tasks:
        return "cannot cancel" if task.startswith("spin") else "has no timers"
    pool = context.Pool(1)
    pool.apply(increment, (1,))
    first = describe(pool.apply_async(tasks[task]))
    following = describe(pool.apply_async(increment, (1,)))
    pool.terminate()
    return f"{first}; next task {'works' if following == 'gives 2' else following}"


def run(context, pool, request):
    case, count = request["case"], request.get("count", 0)
    if case == "start":

        def start():
            with context.Pool(WORKERS) as started:
                started.apply(increment, (1,))

        return timed(start)
    if case == "memory":
        with context.Pool(MEMORY_WORKERS) as started:
            started.map(pause, [0.1] * MEMORY_WORKERS, chunksize=1)
            return {"ms": sum(resident(worker.pid) for worker in started._pool) / MEMORY_WORKERS}
    if case == "crash":
        return {"outcome": crash(context, request["task"])}
    if case == "inFlight":
        return timed(lambda: [result.get() for result in [pool.apply_async(increment, (i,)) for i in range(count)]])
    if case == "single":
        return timed(lambda: [pool.apply(increment, (i,)) for i in range(count)])
    if case == "busy":
        return timed(lambda: [result.get() for result in [pool.apply_async(busy, (i,)) for i in range(count)]])
    if case == "large":
        data = bytes(1 << 20)
        return timed(lambda: [result.get() for result in [pool.apply_async(byte_length, (data,)) for _ in range(count)]])
    items = list(range(count))
    return timed(lambda: pool.map(increment, items))


def main():
    context = multiprocessing.get_context(sys.argv[1])
    pool = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if pool is None and request["case"] not in ("start", "memory", "crash"):
                pool = context.Pool(WORKERS)
            answer = run(context, pool, request)
        except Exception as error:
            answer = {"error": str(error) or type(error).__name__}
        print(json.dumps(answer), flush=True)
    if pool is not None:
        pool.terminate()


if __name__ == "__main__":
    main()
