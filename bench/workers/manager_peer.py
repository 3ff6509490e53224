"""Python's multiprocessing.Manager as a program for the benchmark: one line of JSON asks for one run."""

import json
import multiprocessing
import sys
import time


def sets(d, count):
    for value in range(count):
        d["key"] = value


def gets(d, count):
    for _ in range(count):
        d["key"]


def appends(l, count):
    for value in range(count):
        l.append(value)


def attributes(n, count):
    for _ in range(count):
        n.x


def client(ready, go, d, count):
    sets(d, 1)
    ready.release()
    go.wait()
    sets(d, count)


def main():
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        d, n = manager.dict(key=0), manager.Namespace(x=1)
        for line in sys.stdin:
            request = json.loads(line)
            count = request["count"]
            work = request["work"]
            if work == "clients":
                ready, go = context.Semaphore(0), context.Event()
                clients = [context.Process(target=client, args=(ready, go, d, count // 2)) for _ in range(2)]
                for process in clients:
                    process.start()
                for _ in clients:
                    ready.acquire()
                begun = time.perf_counter()
                go.set()
                for process in clients:
                    process.join()
            else:
                target = {"set": (sets, d), "get": (gets, d), "append": (appends, manager.list()), "attribute": (attributes, n)}[work]
                begun = time.perf_counter()
                target[0](target[1], count)
            print(json.dumps({"ms": (time.perf_counter() - begun) * 1000}), flush=True)


if __name__ == "__main__":
    main()
