"""The options of ``fairlead package``; a table (see ``command_line``)."""

from __future__ import annotations

from generator.cli.command_line import Option

ABOUT = "The app description, or the folder it is in. Default: app.yaml."
PATHS = "app"
FORMATS = ("chart", "manifests", "kustomize", "all")

OPTIONS: tuple[Option, ...] = (
    Option(("--output-dir", "-o"), "Where the folder of the release is made.", "DIR", "dist"),
    Option(
        ("--format", "-f"), "What to package; may be repeated. Default: chart.", "FORMAT", many=True, choices=FORMATS
    ),
    Option(("--version",), "The chart's version.", "VERSION", ""),
    Option(("--app-version",), "The application's version: appVersion, a label, an image's tag.", "VERSION", ""),
    Option(
        ("--version-from",),
        "Take both versions from git (its tags), pyproject, package.json, pom, or a file.",
        "SOURCE",
        "",
    ),
    Option(("--set",), "Override a value in every environment; may be repeated.", "PATH=VALUE", many=True),
    Option(("--build-url",), "The address of this build; none leaves it out. Default: what CI says.", "URL", ""),
    Option(("--force",), "Replace the folder of the release even where it holds other files."),
)
