"""記録しながらの実行: the traced run notes every step: rule, inputs, result, and what it called."""

from __future__ import annotations

from functools import cache, partial
from types import FunctionType
from typing import Any, NamedTuple

from ..law.marks import Mark
from .bind import Namespace, constants, marks


class Step(NamedTuple):
    """一つの段階: one call of the law. ``size`` counts the steps below it, itself included."""

    mark: Mark
    inputs: tuple[Any, ...]
    result: Any
    size: int


Raw = tuple[Mark, tuple[Any, ...], Any, int]
_named = partial(tuple.__new__, Step)  # what `Step._make` does, without a call of Python for each


def steps(log: list[Raw]) -> list[Step]:
    """段階: what a recorder noted, by name."""
    return list(map(_named, log))


def traced(called: str, *inputs: Any) -> tuple[Any, list[Step]]:
    """記録しながら当てはめる: what a rule gives, and its steps.

    A recorder that is done serves the next call: laying one out costs more than most runs.
    """
    free = _free.setdefault(called, [])
    try:
        space, log = free.pop()  # nobody else has it until it is put back
    except IndexError:
        space, log = recorder(called)
    result = space[called](*inputs)
    found = steps(log)
    log.clear()
    free.append((space, log))
    return result, found


_free: dict[str, list[tuple[Namespace, list[Raw]]]] = {}


def forget() -> None:
    """記録器を捨てる: recorders hold the code of their rules; whoever changes a rule's code calls this."""
    _free.clear()


def recorder(called: str = "") -> tuple[Namespace, list[Raw]]:
    """記録器: a fresh traced law and the list it writes to; never shared between two calls.

    called: the rule that will be called; then only what it reaches is laid out, which is much less work.
    """
    log: list[Any] = []
    append = log.append
    space = dict(constants())
    for name, mark, make in _makers(called):
        space[name] = make(space, append, log, mark)
    return space, log


@cache
def _makers(called: str) -> tuple[tuple[str, Mark, Any], ...]:
    every = marks()
    reached = [called] if called else list(every)
    for name in reached:  # grows while it is walked
        reached += [n for n in every[name].function.__code__.co_names if n in every and n not in reached]
    return tuple((name, every[name], _maker(name, every[name])) for name in reached)


def _maker(name: str, mark: Mark) -> Any:
    function = mark.function  # its code is looked up at every run: the mutation run changes it
    if mark.kind == "helper":  # takes its article from its caller; its call is no step of its own

        def bare(space: Namespace, append: Any, log: list[Any], mark: Mark) -> Any:
            return FunctionType(function.__code__, space, name)

        return bare

    def wrap(space: Namespace, append: Any, log: list[Any], mark: Mark) -> Any:
        inner = FunctionType(function.__code__, space, name)

        def step(*inputs: Any) -> Any:
            here = len(log)
            append(None)
            result = inner(*inputs)
            log[here] = (mark, inputs, result, len(log) - here)
            return result

        return step

    return wrap
