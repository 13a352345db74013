"""What a Dockerfile says about ports and health."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.dockerfile import MOST_PORTS, read_dockerfile
from generator.cli.healthcheck import Request, request_of
from generator.cli.substitution import substituted, words


def ports(text: str) -> list[str]:
    return [f"{port.number}/{port.protocol}" for port in read_dockerfile(text).ports]


def request(text: str) -> Request | None:
    image = read_dockerfile(f"FROM scratch\n{text}\n")
    return request_of(image.check, image.env)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nEXPOSE 8080", ["8080/TCP"]),
        ("FROM a\nexpose 8080/tcp 53/UDP 9/sctp", ["8080/TCP", "53/UDP", "9/SCTP"]),
        ("FROM a\nEXPOSE 8080\nEXPOSE 8080/tcp\nEXPOSE 9090", ["8080/TCP", "9090/TCP"]),
        ("FROM a\nEXPOSE 8000-8002/udp", ["8000/UDP", "8001/UDP", "8002/UDP"]),
        ("FROM a\n\tEXPOSE\t8080\t9090", ["8080/TCP", "9090/TCP"]),
        ("FROM a\r\nEXPOSE 8080\r\n", ["8080/TCP"]),
        ("\ufeffFROM a\nEXPOSE 8080", ["8080/TCP"]),
        ("FROM a\nEXPOSE 0 65536 80x http 80/icmp $NONE ٣", []),
        ("FROM a\n# EXPOSE 1\n  # EXPOSE 2\nEXPOSE 3 # 4", ["3/TCP", "4/TCP"]),
        ("EXPOSE 8080", []),
        ("", []),
    ],
)
def test_ports_are_those_of_expose(text: str, expected: list[str]) -> None:
    assert ports(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nEXPOSE 80 \\\n  81 \\  \n  82", ["80/TCP", "81/TCP", "82/TCP"]),
        ("FROM a\nEXPOSE 80 \\\n# a comment \\\n\n   \n  81\nEXPOSE 82", ["80/TCP", "81/TCP", "82/TCP"]),
        ("FROM a\nEXP\\\nOSE 80", ["80/TCP"]),
        ("FROM a\nRUN echo \\\\\nEXPOSE 80", ["80/TCP"]),
        ("# escape=`\nFROM a\nEXPOSE 80 `\n 81", ["80/TCP", "81/TCP"]),
        ("# syntax=docker/dockerfile:1\n#Escape = `\nFROM a\nRUN dir c:\\\nEXPOSE 80", ["80/TCP"]),
        ("# a comment\n# escape=`\nFROM a\nEXPOSE 80 \\\n 81", ["80/TCP", "81/TCP"]),
        ("FROM a\nEXPOSE 80 \\", ["80/TCP"]),
    ],
)
def test_lines_continue_as_buildkit_lets_them(text: str, expected: list[str]) -> None:
    assert ports(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN <<EOF\nEXPOSE 1\nEOF\nEXPOSE 2", ["2/TCP"]),
        ("FROM a\nRUN <<-'END' sh\nEXPOSE 1\n\tEND\nEXPOSE 2", ["2/TCP"]),
        ("FROM a\nCOPY <<a <<b /x/\nEXPOSE 1\na\nEXPOSE 3\nb\nEXPOSE 2", ["2/TCP"]),
        ("FROM a\nRUN echo $((1<<A))\nEXPOSE 2\nA", ["2/TCP"]),
        ("FROM a\nRUN cat <<<EOF\nEXPOSE 2", ["2/TCP"]),
        ("FROM a\nRUN cat <<NEVER\nEXPOSE 2", ["2/TCP"]),
    ],
)
def test_here_documents_hold_no_instructions(text: str, expected: list[str]) -> None:
    assert ports(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nEXPOSE 1\nFROM b\nEXPOSE 2", ["2/TCP"]),
        ("FROM a AS base\nEXPOSE 1\nFROM b AS build\nEXPOSE 9\nFROM Base\nEXPOSE 2", ["1/TCP", "2/TCP"]),
        ("FROM --platform=$BUILDPLATFORM a as one\nEXPOSE 1\nFROM one as two\nFROM two", ["1/TCP"]),
        ("ARG LAST=one\nFROM a AS one\nEXPOSE 1\nFROM b AS two\nEXPOSE 2\nFROM ${LAST}", ["1/TCP"]),
    ],
)
def test_the_last_stage_counts_with_what_it_stands_on(text: str, expected: list[str]) -> None:
    assert ports(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ARG P=1\nFROM a\nEXPOSE $P", []),
        ("ARG P=1\nFROM a\nARG P\nEXPOSE $P", ["1/TCP"]),
        ("ARG P=1\nFROM a\nARG P=2\nEXPOSE ${P}", ["2/TCP"]),
        ("FROM a\nARG P=1 Q=2\nENV P=3\nARG P=4\nEXPOSE $P/udp ${Q}", ["3/UDP", "2/TCP"]),
        ("FROM a\nENV P 80\nEXPOSE $P", ["80/TCP"]),
        ("FROM a\nENV A=1 B=${A}2\nENV B=${B:-7}\nEXPOSE 8$B", ["82/TCP"]),
        ("FROM a\nENV P=\"80\" Q='81'\nEXPOSE \"$P\" $Q '$P'", ["80/TCP", "81/TCP"]),
        ("FROM a\nEXPOSE ${P:-80} ${P-81} ${P:+82}", ["80/TCP", "81/TCP"]),
        ("FROM a\nENV P=\nEXPOSE ${P:-80} ${P-81} ${P+82}", ["80/TCP", "82/TCP"]),
        ("FROM a\nARG D=80\nEXPOSE ${P:-${D:-1}}", ["80/TCP"]),
        ("FROM a AS one\nENV P=80\nARG Q=81\nFROM one\nEXPOSE $P $Q", ["80/TCP"]),
    ],
)
def test_variables_are_put_in(text: str, expected: list[str]) -> None:
    assert ports(text) == expected


def test_a_range_is_bounded() -> None:
    assert len(ports("FROM a\nEXPOSE 1-65535")) == MOST_PORTS


def test_quotes_and_escapes() -> None:
    assert words(r'a "b $X" \$X "\$X \n" ' + "'$X'", {"X": "1 2"}) == ["a", "b 1 2", "$X", r"$X \n", "$X"]
    assert substituted("a  $X $ ${", {"X": "1"}) == "a  1 $ "


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ("HEALTHCHECK CMD curl -f http://localhost:8080/readyz || exit 1", ("/readyz", 8080, "HTTP")),
        ("HEALTHCHECK --interval=5s --timeout=3s \\\n CMD curl -fsS localhost:8080", ("/", 8080, "HTTP")),
        ("HEALTHCHECK CMD wget -qO- 127.0.0.1/healthz>/dev/null", ("/healthz", 80, "HTTP")),
        ("HEALTHCHECK CMD wget --spider -q 'http://0.0.0.0:3000/up?full=1'", ("/up?full=1", 3000, "HTTP")),
        ('HEALTHCHECK CMD ["curl", "-f", "http://localhost:8080/ready"]', ("/ready", 8080, "HTTP")),
        ('HEALTHCHECK CMD ["sh", "-c", "curl -f http://[::1]:8080/ready || exit 1"]', ("/ready", 8080, "HTTP")),
        ("HEALTHCHECK CMD curl -fk https://localhost/ready", ("/ready", 443, "HTTPS")),
        ("ENV PORT=81\nHEALTHCHECK CMD curl -f http://localhost:$PORT/a", ("/a", 81, "HTTP")),
        ("HEALTHCHECK CMD curl -f http://localhost:${PORT:-82}/a", ("/a", 82, "HTTP")),
        ('ENV PORT=81\nHEALTHCHECK CMD ["curl", "http://localhost:$PORT/a"]', None),
        ("ARG PORT=81\nHEALTHCHECK CMD curl -f http://localhost:$PORT/a", None),
        ('HEALTHCHECK CMD test "$(curl -s localhost:80/a)" = ok', ("/a", 80, "HTTP")),
        ("HEALTHCHECK CMD node -e \"fetch('http://localhost:3000/a')\"", ("/a", 3000, "HTTP")),
        ("HEALTHCHECK CMD pg_isready -h localhost", None),
        ("HEALTHCHECK CMD curl http://example.com/localhost/a", None),
        ("HEALTHCHECK CMD curl http://notlocalhost:80/a", None),
        ("HEALTHCHECK CMD curl http://localhost.example.com:80/a", None),
        ("HEALTHCHECK CMD curl http://localhost:99999/a", None),
        ("HEALTHCHECK CMD curl http://localhost:80/$WHERE", None),
        ("HEALTHCHECK CMD curl localhost:80/a\nHEALTHCHECK NONE", None),
        ("HEALTHCHECK NONE", None),
        ("HEALTHCHECK CMD", None),
        ("HEALTHCHECK CMD [", None),
        ("CMD curl localhost:80/a", None),
        ("ONBUILD HEALTHCHECK CMD curl localhost:80/a", None),
    ],
)
def test_a_health_check_is_a_request(check: str, expected: tuple[str, int, str] | None) -> None:
    assert request(check) == expected


def test_a_stage_has_the_health_check_of_the_stage_it_stands_on() -> None:
    text = "FROM a AS one\nHEALTHCHECK CMD curl localhost:80/a\nFROM one\nEXPOSE 80"
    image = read_dockerfile(text)
    assert request_of(image.check, image.env) == Request("/a", 80, "HTTP")


PIECES = "FROM a|EXPOSE |ENV |ARG |HEALTHCHECK |CMD |RUN <<E|E|A=1|$A|${A|}|:-|\"|'|\\|\n| |#|8080|/a|[|]|`|--x |\t|\0"
LINES = st.sampled_from([*PIECES.split("|"), "\ud800", "# escape=`\n", "http://localhost:"])


@given(st.one_of(st.text(), st.lists(LINES).map("".join)))
def test_no_text_breaks_the_reader(text: str) -> None:
    image = read_dockerfile(text)
    request_of(image.check, image.env)
    assert all(0 < port.number < 65536 for port in image.ports)
