"""Changes every figure, comparison and operator of the law, one at a time; the oracle must notice.

    python3 run.py mutate [--only TEXT] [--write]

In process, plain run. A figure is changed in the tables in memory; a rule by giving the function
another code object. Prints the survivors and their share, and writes them to docs/testing.md with
--write.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from oracle import PROPERTIES, Published, as_published, published

from kaihoken.engine.bind import marks
from kaihoken.engine.tables import Tables, read_folder
from kaihoken.engine.trace import forget

ROOT = Path(__file__).parent.parent
COMPARE = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
}
OPERATE = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add}


@dataclass
class Oracle:
    """Published cases and stated properties, the likeliest killers first."""

    cases: list[Published]
    law: Tables

    def notices(self) -> str:
        """The name of what noticed a change, or an empty text."""
        for sentence, check in PROPERTIES.items():
            try:
                if not check(self.law):
                    return sentence
            except Exception:  # a property that cannot even be asked has noticed
                return sentence
        for at, one in enumerate(self.cases):
            if not as_published(one, self.law):
                if at > 5:
                    self.cases.insert(0, self.cases.pop(at))
                return one.name
        return ""


def figures(law: Tables) -> Iterator[tuple[str, dict[str, Any], str, list[Any]]]:
    """Every figure of the tables with the values to try in its place."""
    for row in law.all_rows():
        for field, value in row.values.items():
            name = f"law/tables/{row.file.name}:{row.line} [{row.series}] {row.key}.{field} = {value}"
            if isinstance(value, int):
                step = 10 if value >= 100 else 1
                yield name, row.values, field, [value + step] if value == 0 else [value + step, value - step]
            elif value in ("none", "no", "zero", "required"):
                yield (
                    name,
                    row.values,
                    field,
                    [{"none": 1000, "no": "required", "zero": "no", "required": "no"}[value]],
                )


class _Sites(ast.NodeVisitor):
    """Counts places of a function that can be changed."""

    def __init__(self) -> None:
        self.found: list[tuple[ast.AST, str, Any]] = []

    def visit_Compare(self, node: ast.Compare) -> None:
        for at, op in enumerate(node.ops):
            for other in COMPARE.get(type(op), []):
                self.found.append((node, f"{type(op).__name__}→{other.__name__}", ("compare", at, other)))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            self.found.append((node, f"{node.value}→{node.value + 1}", ("constant", node.value + 1)))
            if node.value > 0:
                self.found.append((node, f"{node.value}→{node.value - 1}", ("constant", node.value - 1)))

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in OPERATE:
            other = OPERATE[type(node.op)]
            self.found.append((node, f"{type(node.op).__name__}→{other.__name__}", ("operate", other)))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        self.found.append((node, f"{type(node.op).__name__}→{other.__name__}", ("operate", other)))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
            other = "max" if node.func.id == "min" else "min"
            self.found.append((node, f"{node.func.id}→{other}", ("call", other)))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        pass


def changed(tree: ast.Module, number: int) -> tuple[str, int] | None:
    """Applies the numbered change to a tree; its description and line, or None past the last."""
    sites = _Sites()
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    for statement in body.body:
        sites.visit(statement)
    if number >= len(sites.found):
        return None
    node, what, how = sites.found[number]
    if how[0] == "compare":
        node.ops[how[1]] = how[2]()  # type: ignore[attr-defined]
    elif how[0] == "constant":
        node.value = how[1]  # type: ignore[attr-defined]
    elif how[0] == "operate":
        node.op = how[1]()  # type: ignore[attr-defined]
    else:
        node.func.id = how[1]  # type: ignore[attr-defined]
    return what, node.lineno  # type: ignore[attr-defined]


def rules() -> Iterator[tuple[str, FunctionType, CodeType]]:
    """Every change of every function of the law: its name, the function, the changed code."""
    for mark in marks().values():
        function: FunctionType = mark.function  # type: ignore[assignment]
        lines, first = inspect.getsourcelines(function)
        source = ast.parse("".join(lines))
        function_node = source.body[0]
        assert isinstance(function_node, ast.FunctionDef)
        function_node.decorator_list = []
        number = 0
        while True:
            tree = copy.deepcopy(source)
            done = changed(tree, number)
            if done is None:
                break
            number += 1
            what, line = done
            ast.fix_missing_locations(tree)
            module = compile(tree, "mutant", "exec", flags=0x1000000)  # annotations stay text
            code = next(c for c in module.co_consts if isinstance(c, CodeType))
            place = Path(inspect.getfile(function)).name
            yield f"law/{place}:{first + line - 1} {function.__name__}: {what}", function, code


def run(only: str) -> tuple[int, list[str]]:
    """Tries every change; the number tried and the survivors."""
    law = read_folder()
    oracle = Oracle(published(), law)
    if noticed := oracle.notices():
        sys.exit(f"the unchanged law does not pass: {noticed}")
    tried, alive = 0, []
    for name, values, field, others in figures(law):
        if only not in name:
            continue
        before = values[field]
        for other in others:
            tried += 1
            values[field] = other
            if not oracle.notices():
                alive.append(f"{name} → {other}")
        values[field] = before
        if tried % 200 < 2:
            print(f"  {tried} tried, {len(alive)} alive", file=sys.stderr)
    for name, function, code in rules():
        if only not in name:
            continue
        tried += 1
        before_code = function.__code__
        function.__code__ = code
        forget()
        try:
            if not oracle.notices():
                alive.append(name)
        finally:
            function.__code__ = before_code
            forget()
    return tried, alive


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--only", default="", help="only places whose name holds this text")
    ask.add_argument("--write", action="store_true", help="write the survivors to docs/testing.md")
    given = ask.parse_args()
    start = time.perf_counter()
    tried, alive = run(given.only)
    share = 100 * len(alive) / max(1, tried)
    for name in alive:
        print(f"alive: {name}")
    line = f"{tried} changes tried, {len(alive)} alive ({share:.1f}%)"
    print(f"{line}, {time.perf_counter() - start:.0f} s")
    if given.write:
        page = ROOT / "docs" / "testing.md"
        head, _, _ = page.read_text(encoding="utf-8").partition("<!-- survivors -->")
        listed = "\n".join(f"- `{name}`" for name in alive)
        page.write_text(f"{head}<!-- survivors -->\n{line}.\n\n{listed}\n", encoding="utf-8")
    sys.exit(1 if share >= 5 else 0)


if __name__ == "__main__":
    main()
