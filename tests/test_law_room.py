"""The law room holds the law and nothing else: a guard on its syntax tree."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kaihoken import law
from kaihoken.engine.bind import copies, marks

FOLDER = Path(law.__path__[0])
FILES = [p for p in sorted(FOLDER.glob("*.py")) if p.name not in ("marks.py", "__init__.py")]
BUILTINS = {"min", "max", "range", "len", "super"}
TEXT_PLACES = {"rule", "paragraph", "helper"}


def functions() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name != "__init__":
                found.append((path.name, node))
    return found


@pytest.mark.parametrize(("place", "node"), functions(), ids=lambda v: getattr(v, "name", v))
def test_a_function_of_the_law_is_plain(place: str, node: ast.FunctionDef) -> None:
    """Bare calls, whole numbers, no closures, no strings, no slash, no power, no rounding."""
    assert node.name in marks(), f"{place}: {node.name} is not marked as rule, paragraph or helper"
    assert (
        not node.args.defaults and not node.args.kwonlyargs and not node.args.vararg and not node.args.kwarg
    )
    for statement in node.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue  # the docstring
        for part in ast.walk(statement):
            where = f"{place}:{getattr(part, 'lineno', node.lineno)} {node.name}"
            if isinstance(part, ast.Call):
                assert isinstance(part.func, ast.Name), f"{where}: calls go by bare name"
                assert not part.keywords, f"{where}: no keyword arguments"
                name = part.func.id
                known = name in marks() or name in BUILTINS or name[0].isupper()
                assert known, f"{where}: {name} is not of the law"
            assert not isinstance(
                part, (ast.Lambda, ast.FunctionDef, ast.ListComp, ast.GeneratorExp, ast.Dict)
            ), where
            assert not isinstance(
                part, (ast.Try, ast.With, ast.Global, ast.Nonlocal, ast.Yield, ast.Await)
            ), where
            if isinstance(part, ast.BinOp):
                assert not isinstance(part.op, (ast.Div, ast.Pow, ast.MatMult)), (
                    f"{where}: a rate is a fraction"
                )
                if isinstance(part.op, ast.FloorDiv):
                    assert place == "rounding.py", f"{where}: only named roundings divide"
            if isinstance(part, ast.Constant):
                assert not isinstance(part.value, (float, complex, bytes)), f"{where}: no floats"
                assert not isinstance(part.value, str), f"{where}: no strings"
            assert not isinstance(part, ast.JoinedStr), where


def test_the_law_imports_nothing_but_itself_and_the_standard_library() -> None:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                inside = node.level == 1
                assert inside or node.module in {"__future__", "typing", "collections.abc", "dataclasses"}, (
                    path.name
                )
            if isinstance(node, ast.Import):
                raise AssertionError(f"{path.name} imports {node.names[0].name}")


def test_no_figure_stands_in_a_module() -> None:
    """Amounts live in the tables; a number in the text of the law is a code, an age of months or a tenth."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, int):
                assert node.value <= 100, f"{path.name}:{node.lineno}: {node.value} belongs in a table"


def test_every_rule_has_its_terms_and_its_sentence_in_both_languages() -> None:
    for name, mark in marks().items():
        assert mark.en and re.search("[ぁ-ん一-龥]", mark.ja), name
        assert bool(mark.says) == bool(mark.says_ja), name
        doc = mark.function.__doc__ or ""
        assert re.search("[ぁ-ん一-龥]", doc.splitlines()[0]), (
            f"{name}: the Japanese term opens the docstring"
        )


def test_copies_are_bound_to_one_another_and_to_nothing_else() -> None:
    """A call that escaped the binding would run unrecorded, or uncompiled."""
    space = copies(lambda mark, function: function)
    for name in marks():
        for called in space[name].__code__.co_names:
            if called in marks():
                assert space[called].__globals__ is space, f"{name} calls {called} outside its binding"
