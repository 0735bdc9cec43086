"""Times the expressions of Benchmarks/expressions.json in one of the runtimes that PyPI has; prints JSON.

    python cel_peers.py cel-expr-python|cel-python|common-expression-language EXPRESSIONS.json

Each is called the way its own documentation calls it, the program compiled once and the asset bound once where the runtime can
keep it. What a call from Python costs is in the figure; `call` says how much that is: the time of the expression `true`.
"""
import json
import sys
import time


def google(asset):
    from cel_expr_python import cel

    environment = cel.NewEnv(variables={"asset": cel.Type.DYN})
    activation = environment.Activation({"asset": asset})

    def program(text):
        expression = environment.compile(text)
        return lambda: expression.eval(activation), lambda value: value.value()

    return program


def pure_python(asset):
    import celpy

    environment = celpy.Environment()
    activation = {"asset": celpy.json_to_cel(asset)}

    def program(text):
        runnable = environment.program(environment.compile(text))
        return lambda: runnable.evaluate(activation), bool

    return program


def rust(asset):
    import cel

    context = cel.Context(variables={"asset": asset})

    def program(text):
        compiled = cel.compile(text)
        return lambda: compiled.execute(context), bool

    return program


RUNTIMES = {"cel-expr-python": google, "cel-python": pure_python, "common-expression-language": rust}


def nanoseconds(call, seconds=0.25, runs=5):
    """The median of several runs' CPU time of one call."""
    count = 1
    while True:
        start = time.process_time_ns()
        for _ in range(count):
            call()
        spent = time.process_time_ns() - start
        if spent > 2e7:
            break
        count *= 4
    count = max(1, int(count * seconds * 1e9 / spent / runs))
    samples = []
    for _ in range(runs):
        start = time.process_time_ns()
        for _ in range(count):
            call()
        samples.append((time.process_time_ns() - start) / count)
    return sorted(samples)[runs // 2]


def main():
    runtime, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        questions = json.load(file)
    program = RUNTIMES[runtime](questions["asset"])
    figures = {}
    for name, text in [("call", "true")] + [(entry["name"], entry["text"]) for entry in questions["expressions"]]:
        try:
            call, truth = program(text)
            if truth(call()) is not True:
                raise ValueError("is not true")
            figures[name] = nanoseconds(call)
        except Exception as error:  # a peer may lack a function; that is said in the table
            figures[name] = None
            print(f"{runtime}: {name}: {error}", file=sys.stderr)
    json.dump(figures, sys.stdout)


main()
