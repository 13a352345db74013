"""Objects as YAML on both sides, line beside line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.diff.telling import told
from tests.diff.objects import deployment, diff_of

if TYPE_CHECKING:
    from generator.diff.report import Row


def rows(before: str, after: str, *, show_secrets: bool = False) -> list[Row]:
    (one,) = told(diff_of(before, after), show_secrets=show_secrets)["environments"][0]["objects"]
    return one["lines"]


def drawn(found: list[Row]) -> list[str]:
    """Rows as ``= before | after``; a text on both sides alike is written once."""
    return [
        f"{row['mark']} {row['before']}"
        if row["before"] == row["after"]
        else f"{row['mark']} {row['before'] or ''}|{row['after'] or ''}"
        for row in found
    ]


def config(data: str, metadata: str = "name: web") -> str:
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{{metadata}}}\ndata: {data}\n"


HEAD = ["= apiVersion: v1", "= kind: ConfigMap", "= metadata:", "=   name: web"]


def test_what_changed_stands_in_one_row_and_what_one_side_has_beside_nothing() -> None:
    found = rows(config("{a: x, b: same, c: gone}"), config("{a: z, b: same, k: new}"))
    assert drawn(found) == [*HEAD, "= data:", "~   a: x|  a: z", "=   b: same", "-   c: gone|", "+ |  k: new"]
    assert [row["path"] for row in found[-4:]] == ["data"] * 4
    assert found[4]["path"] == ""


def test_a_long_text_is_told_line_by_line() -> None:
    found = rows(config('{f: "one\\ntwo\\nthree\\n"}'), config('{f: "one\\n2\\nthree\\nfour\\n"}'))
    assert drawn(found)[4:] == [
        "= data:",
        "=   f: |",
        "=     one",
        "~     two|    2",
        "=     three",
        "+ |    four",
    ]


def test_defaults_and_other_words_for_the_same_are_no_change() -> None:
    before = deployment("[{name: web, image: 'shop:1.0', resources: {requests: {cpu: 1000m}}}]")
    after = deployment(
        "[{name: web, image: 'shop:2.0', imagePullPolicy: IfNotPresent, resources: {requests: {cpu: 1}}}]",
        spec="replicas: 1, ",
    )
    assert [line for line in drawn(rows(before, after)) if "|" in line] == [
        "= |  replicas: 1",
        "~           image: shop:1.0|          image: shop:2.0",
        "= |          imagePullPolicy: IfNotPresent",
        "=               cpu: 1000m|              cpu: 1",
    ]


def test_items_that_moved_are_gone_from_where_they_stood() -> None:
    found = drawn(
        rows(deployment("[{name: a}, {name: b}, {name: c}]"), deployment("[{name: b}, {name: c}, {name: a}]"))
    )
    start = found.index("=       containers:")
    assert found[start + 1 :] == [
        "-         - name: a|",
        "=         - name: b",
        "=         - name: c",
        "+ |        - name: a",
    ]


def test_items_whose_order_means_nothing_stand_beside_each_other() -> None:
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [%s]}\n"
    found = rows(
        service % "{name: a, port: 80}, {name: b, port: 81}", service % "{name: b, port: 82}, {port: 80, name: a}"
    )
    assert drawn(found)[5:] == [
        "=   ports:",
        "=     - name: b",
        "~       port: 81|      port: 82",
        "=     - port: 80",
        "=       name: a",
    ]


def test_words_of_a_command_are_told_one_by_one() -> None:
    found = drawn(rows(deployment("[{name: web, args: [a, b, c]}]"), deployment("[{name: web, args: [a, c, d]}]")))
    start = found.index("=           args:")
    assert found[start + 1 :] == ["=             - a", "-             - b|", "=             - c", "+ |            - d"]


@pytest.mark.parametrize(("before", "after", "mark"), [("", config("{a: x}"), "+"), (config("{a: x}"), "", "-")])
def test_an_object_that_one_side_alone_has_is_told_whole(before: str, after: str, mark: str) -> None:
    found = rows(before, after)
    assert {row["mark"] for row in found} == {mark}
    lines = [(row["after"], row["before"]) if mark == "+" else (row["before"], row["after"]) for row in found]
    assert [line for line, _ in lines] == [
        "apiVersion: v1",
        "kind: ConfigMap",
        "metadata:",
        "  name: web",
        "data:",
        "  a: x",
    ]
    assert {other for _, other in lines} == {None}


def test_what_only_servers_write_is_left_out() -> None:
    annotations = "annotations: {kubectl.kubernetes.io/last-applied-configuration: x, a: b}"
    live = config("{a: z}", f"name: web, uid: u, managedFields: [], {annotations}") + "status: {phase: x}\n"
    expected = [*HEAD, "+ |  annotations:", "+ |    a: b", "= data:", "~   a: x|  a: z"]
    assert drawn(rows(config("{a: x}"), live)) == expected
    created = [row["after"] for row in rows("", live)]
    assert not any("uid" in str(line) or "applied" in str(line) or "status" in str(line) for line in created)


def test_secrets_are_masked_in_the_lines() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData: {a: %s, b: hunter2}\n"
    found = rows(text % "hunter1", text % "hunter3")
    assert drawn(found)[4:] == ["= stringData:", '~   a: "••••"|  a: "•••• (changed)"', '=   b: "••••"']
    assert drawn(rows(text % "hunter1", text % "hunter3", show_secrets=True))[4:] == [
        "= stringData:",
        "~   a: hunter1|  a: hunter3",
        "=   b: hunter2",
    ]
