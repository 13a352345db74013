"""The options of ``fairlead lint``; a table, because linting must start at once (see ``command_line``)."""

from __future__ import annotations

from generator.cli.command_line import Option
from generator.lint.reports import FORMATS
from generator.lint.settings import POD_SECURITY, PROFILES

ABOUT = "Files, folders, charts, kustomizations, app.yaml; - is stdin. Default: this folder."
PATHS = "path"

OPTIONS: tuple[Option, ...] = (
    Option(
        ("--kube-version", "-k"),
        "A Kubernetes version (1.33) to check against; may be repeated. Default: an app.yaml's own, else the newest.",
        "VERSION",
        many=True,
    ),
    Option(("--profile",), "Which practices are asked for.", "PROFILE", "", choices=PROFILES),
    Option(("--pod-security",), "The level of the Pod Security Standards.", "LEVEL", "", choices=POD_SECURITY),
    Option(
        ("--rule", "-r"),
        "RULE=error|warning|note|off, also for a group of rules; may be repeated.",
        "RULE=SEVERITY",
        many=True,
    ),
    Option(("--only",), "Only this rule, or group of rules; may be repeated.", "RULE", many=True),
    Option(
        ("--exclude",), "Leave out files and folders that match this pattern; may be repeated.", "PATTERN", many=True
    ),
    Option(
        ("--schemas",),
        "A file or folder of CRDs or JSON schemas for custom resources; may be repeated.",
        "PATH",
        many=True,
    ),
    Option(("--values",), "Render charts with this values file alone; may be repeated.", "FILE", many=True),
    Option(("--around",), "Read the folder around each file, and report on the files named alone (for pre-commit)."),
    Option(("--strict",), "Warnings fail as well (exit 1)."),
    Option(("--fix",), "Cure what has one cure that needs no knowledge, and report what is left."),
    Option(("--diff",), "With --fix: show what would change, and write nothing; exit 1 if something would."),
    Option(("--baseline",), "Report only what this file does not hold; it is written when there is none.", "FILE", ""),
    Option(("--update-baseline",), "Write the baseline anew."),
    Option(("--format", "-f"), "How to report.", "FORMAT", "text", choices=FORMATS),
    Option(("--output", "-o"), "Write the report to this file instead of stdout.", "FILE", ""),
    Option(("--jobs", "-j"), "Processes to work with; 0 is one for each CPU.", "N", 1, number=True),
    Option(("--no-cache",), "Answer from no earlier run."),
)
