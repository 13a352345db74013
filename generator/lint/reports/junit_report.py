"""JUnit XML, which every CI system shows: a test suite a file, a test case a finding; a file without any passes."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.reports.summary import in_words, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.lint.finding import Finding, Result


def write(result: Result) -> str:
    """The suites. Errors are failures; warnings and notes pass and are told in the case's output."""
    by_file: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_file.setdefault(finding.place.source, []).append(finding)
    failures = sum(finding.severity == "error" for finding in result.findings)
    total = len(result.findings) or 1
    suites = [line for name, findings in by_file.items() for line in _suite(name, findings)] or _passed(result)
    head = f'<testsuites name="fairlead lint" tests="{total}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _passed(result: Result) -> list[str]:
    about = _attribute(in_words(result))
    suite = '  <testsuite name="fairlead lint" tests="1" failures="0">'
    return [suite, f'    <testcase classname="fairlead lint" name={about}/>', "  </testsuite>"]


def _suite(name: str, findings: list[Finding]) -> Iterator[str]:
    failures = sum(finding.severity == "error" for finding in findings)
    yield f'  <testsuite name={_attribute(name)} tests="{len(findings)}" failures="{failures}">'
    for finding in findings:
        title = f"{finding.rule} at {finding.place.line}:{finding.place.column}"
        yield f"    <testcase classname={_attribute(name)} name={_attribute(title)}>"
        yield _told(finding)
        yield "    </testcase>"
    yield "  </testsuite>"


def _told(finding: Finding) -> str:
    message = where(finding) + finding.message
    lines = [f"{finding.place}: {message}", *([f"cure: {finding.cure}"] if finding.cure else [])]
    text = _text("\n".join(lines))
    if finding.severity == "error":
        return f"      <failure type={_attribute(finding.rule)} message={_attribute(message)}>{text}</failure>"
    return f"      <system-out>{_text(finding.severity)}: {text}</system-out>"


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_allowed(text))


def _text(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(_allowed(text))


def _allowed(text: str) -> str:
    """The text with the characters that XML 1.0 cannot hold as escapes."""
    return "".join(_characters(text))


def _characters(text: str) -> Iterable[str]:
    for character in text:
        code = ord(character)
        fine = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000  # noqa: PLR2004
        yield character if fine else f"\\x{code:02x}"
