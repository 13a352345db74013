"""Fixing a text as one source, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.fix_rounds import Rounds, Terms
from generator.cli.fix_trial import TextTrial
from generator.sources.manifests import STDIN
from tests.lint.linting import NEWEST, source_of

if TYPE_CHECKING:
    from generator.lint.finding import Result
    from generator.lint.settings import Settings


def started(text: str, settings: Settings, minor: int, *, whole: bool) -> tuple[Rounds, TextTrial]:
    """Rounds in which nothing was done yet, and a text to be fixed in them."""

    def everything(result: Result) -> Result:
        return result

    rounds = Rounds(Terms(settings, (minor,), NEWEST, {}), everything, ())
    return rounds, TextTrial(source_of(text, STDIN, whole=whole))


def fixed(text: str, settings: Settings, minor: int = NEWEST, *, whole: bool = False) -> Rounds:
    """What the rules of the settings can cure in a text."""
    rounds, trial = started(text, settings, minor, whole=whole)
    rounds.cure(trial, of_build=False)
    return rounds


def text_after(text: str, settings: Settings, minor: int = NEWEST, *, whole: bool = False) -> str:
    """The text with everything cured that can be."""
    return fixed(text, settings, minor, whole=whole).texts.get(STDIN, text)
