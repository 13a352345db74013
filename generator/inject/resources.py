"""Requests of resources, where people give them."""

from __future__ import annotations

from generator.inject.placement import Want
from generator.lean import TYPE_CHECKING
from generator.objects.quantities import parse
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.inject.knowledge import Known
    from generator.inject.said import Said
    from generator.inject.workload import Workload


def requests(workload: Workload, said: Said, known: Mapping[str, Known]) -> Iterator[Want]:
    """The requests that the main container is to have."""
    told, main = known.get("requests"), workload.main
    if told is None or main is None:
        return
    limits = at(said.container(main), "resources", "limits") or {}
    path = (*workload.path(main), "resources", "requests")
    wanted = {}
    for name, amount in told.value.items():
        limit, asked = parse(limits.get(name)), parse(amount)
        if limit is not None and asked is not None and asked > limit:
            reason = f"{told.source} asks for {amount} of {name}, and its limit is {limits[name]}"
            yield Want((*path, name), None, reason, "", refusal=True)
        else:
            wanted[name] = amount
    yield Want(path, wanted, "the scheduler keeps that much for it", told.source)
