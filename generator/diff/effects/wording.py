"""The words that messages share: how many pods, lists of names, amounts of CPU and memory."""

from __future__ import annotations

from generator.diff.model import Item
from generator.diff.steps import leaves, shown, starts_with, step_name
from generator.lean import TYPE_CHECKING
from generator.objects.quantities import BINARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from generator.diff.effects.side import Workload
    from generator.diff.model import Difference, Steps
    from generator.objects.resource import Resource

_MOST = 3


def pods(count: int) -> str:
    """``1 pod``, ``3 pods``."""
    return f"{count} pod{'' if count == 1 else 's'}"


def running(workload: Workload) -> str:
    """How many pods a workload has: ``3 pods``, ``2 to 10 pods``, ``a pod on each node``."""
    if workload.least is None or workload.most is None:
        return "a pod on each node"
    return pods(workload.least) if workload.least == workload.most else f"{workload.least} to {pods(workload.most)}"


def listed(names: Iterable[str], most: int = _MOST) -> str:
    """``a``, ``a and b``, ``a, b and 4 more``."""
    found = list(dict.fromkeys(names))
    if len(found) > most + 1:
        found = [*found[:most], f"{len(found) - most} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def call(resource: Resource) -> str:
    """An object without its namespace, as kubectl takes it: ``Deployment/web``."""
    return f"{resource.kind}/{resource.name}"


def called(resources: Iterable[Resource]) -> str:
    """Several of them in words."""
    return listed(map(call, resources))


def fields(differences: Iterable[Difference], prefix: int = 0) -> str:
    """The fields that differ in words, without the first steps of their paths."""
    return listed(text for one in differences for text in texts(one, prefix))


def texts(difference: Difference, prefix: int) -> Iterator[str]:
    """What a difference is called: each label and annotation on its own."""
    if difference.follows:
        kind, *_, name = difference.follows.split("/")
        yield f"the new name of {kind}/{name}"
    elif difference.path[-2:-1] == ("metadata",) and difference.path[-1] in _NOTES:
        yield from (field(path[prefix:]) for path, _, _ in leaves(difference))
    else:
        yield field(difference.path[prefix:]) + (" (order)" if difference.order else "")


def field(path: Steps) -> str:
    """A field in words: ``image of web``, ``env LOG_LEVEL of web``, ``label app``, or its path."""
    for template in _TEMPLATES:
        if starts_with(path, template) and len(path) > len(template):
            text = field(path[len(template) :])
            return f"{text} of its pods" if text.startswith(("label ", "annotation ")) else text
    if len(path) > len(_LABELS) and path[0] == "metadata" and path[1] in _NOTES:
        return f"{str(path[1]).removesuffix('s')} {path[2]}"
    rest = path[1:] if path[:1] == ("spec",) else path
    if len(rest) > 1 and rest[0] in ("containers", "initContainers") and isinstance(rest[1], Item):
        return _in_container(rest)
    return shown(rest) or shown(path)


_LABELS = ("metadata", "labels")
_NOTES = ("labels", "annotations")
_TEMPLATES = (("spec", "template"), ("spec", "jobTemplate", "spec", "template"))


def _in_container(path: Steps) -> str:
    name = step_name(path[1])
    inside = path[2:]
    if not inside:
        return f"container {name}"
    if inside[0] == "env" and len(inside) > 1 and isinstance(inside[1], Item):
        return f"env {step_name(inside[1])} of {name}"
    return f"{shown(inside)} of {name}"


def cpu(amount: Fraction) -> str:
    """An amount of CPU, rounded up to a thousandth: ``2``, ``250m``, ``1.2``."""
    milli = -(-amount.numerator * 1000 // amount.denominator)
    return f"{milli}m" if 0 < milli < 1000 else _decimal(milli, 3)  # noqa: PLR2004 - a core has a thousand


def memory(amount: Fraction) -> str:
    """An amount of memory in its largest unit, rounded up to two decimals: ``1.25Gi``, ``768Mi``."""
    for suffix, power in reversed(BINARY.items()):
        if amount >= 2**power:
            hundredths = amount * 100 / 2**power
            return _decimal(-(-hundredths.numerator // hundredths.denominator), 2) + suffix
    return str(-(-amount.numerator // amount.denominator))


def _decimal(number: int, places: int) -> str:
    """A number of tenths, hundredths and so on as a decimal, exactly: ``1.2``."""
    digits = str(number).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
