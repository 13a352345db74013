from __future__ import annotations

import copy
import pickle
import typing
from functools import cached_property

import pytest

from generator import lean


class Own(lean.NamedTuple):
    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


class Other(typing.NamedTuple):
    first: int
    second: str = "b"
    third: tuple[int, ...] = ()


GIVEN: list[tuple[tuple[typing.Any, ...], dict[str, typing.Any]]] = [
    ((1,), {}),
    ((1, "x"), {}),
    ((1, "x", (2,)), {}),
    ((1,), {"third": (3,)}),
    ((), {"second": "y", "first": 4}),
]
WRONG: list[tuple[tuple[typing.Any, ...], dict[str, typing.Any]]] = [
    ((), {}),
    ((1, "x", (2,), 4), {}),
    ((1,), {"first": 2}),
    ((1,), {"fourth": 2}),
    ((), {"second": "y"}),
]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_rows_are_named_tuples(values: tuple[typing.Any, ...], named: dict[str, typing.Any]) -> None:
    own: typing.Any = Own(*values, **named)
    other: typing.Any = Other(*values, **named)
    assert own == other
    assert hash(own) == hash(other)
    assert repr(own) == repr(other).replace("Other", "Own")
    assert own._asdict() == other._asdict()
    assert (own.first, own.second, own.third) == other
    assert own.both == f"{other.first}{other.second}"
    assert own._replace(first=9) == other._replace(first=9)
    assert type(own._replace(first=9)) is Own
    assert Own._fields == Other._fields
    for copied in (pickle.loads(pickle.dumps(own)), copy.deepcopy(own)):  # noqa: S301 - it was made here
        assert (copied, type(copied)) == (own, Own)


@pytest.mark.parametrize(("values", "named"), WRONG)
def test_what_no_row_can_be_made_of(values: tuple[typing.Any, ...], named: dict[str, typing.Any]) -> None:
    for kind in (Own, Other):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_a_row_has_no_other_fields() -> None:
    with pytest.raises((TypeError, ValueError)):
        Own(1)._replace(fourth=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Own(1).first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Own(1).fourth = 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("decorator", [lean.cached_property, cached_property])
def test_a_property_is_worked_out_once(decorator: typing.Any) -> None:
    asked = []

    class Thing:
        def long(self) -> int:
            """Long."""
            asked.append(self)
            return len(asked)

    named: typing.Any = type("Named", (Thing,), {"long": decorator(Thing.long)})
    one, other = named(), named()
    assert (one.long, one.long, other.long) == (1, 1, 2)
    assert named.long.__doc__ == "Long."


def test_answers_are_remembered_until_there_are_too_many() -> None:
    asked = []

    @lean.remembering(2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(number) for number in (1, 2, 1, 3, 1)] == [2, 4, 2, 6, 2]
    assert asked == [1, 2, 3, 1]


def test_a_pattern_is_compiled_when_it_is_asked() -> None:
    pattern = lean.Pattern("a(b+)")
    assert pattern._compiled is None
    found = pattern.fullmatch("abb")
    assert found is not None
    assert found[1] == "bb"
    assert [one[0] for one in pattern.finditer("ab abbb")] == ["ab", "abbb"]
    assert pattern.sub("-", "xaby") == "x-y"


def test_importing_a_module_by_its_name() -> None:
    assert lean.import_module("generator.lean") is lean
    with pytest.raises(ModuleNotFoundError):
        lean.import_module("generator.nothing")
