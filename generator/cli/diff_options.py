"""The options of ``fairlead diff``; a table, because a diff must start at once (see ``command_line``)."""

from __future__ import annotations

from generator.cli.command_line import Option
from generator.diff.views import FORMATS

ABOUT = (
    "A file or folder against git; two files, folders or charts; or two environments of app.yaml. Default: this folder."
)
PATHS = "side"
DANGERS = {
    "refused": "refused",
    "data": "data at risk",
    "downtime": "downtime",
    "recreates": "recreates",
    "rolls": "rolls pods",
    "traffic": "traffic",
    "capacity": "capacity",
}
"""What ``--fail-on`` takes, and the effects that it means."""

OPTIONS: tuple[Option, ...] = (
    Option(("--from",), "The git revision to compare with.", "REV", "HEAD"),
    Option(("--to",), "The git revision to compare. Default: the files as they are.", "REV", ""),
    Option(("--live",), "Compare what the cluster has with what a deploy would make of it."),
    Option(("--context",), "With --live: the context, where app.yaml names none for the environment.", "CONTEXT", ""),
    Option(("--app", "-a"), "The app description that two environments are of.", "FILE", "app.yaml"),
    Option(("--env", "-e"), "Only this environment, or values file; may be repeated.", "NAME", many=True),
    Option(("--only",), "Only objects that match this pattern (Deployment/*); may be repeated.", "PATTERN", many=True),
    Option(("--ignore",), "Leave out this field and all below (spec.replicas); may be repeated.", "PATH", many=True),
    Option(("--exclude",), "Leave out files that match this pattern; may be repeated.", "PATTERN", many=True),
    Option(("--kube-version", "-k"), "The Kubernetes version, where no app.yaml says it.", "VERSION", ""),
    Option(("--exit-code",), "Exit 1 where anything differs."),
    Option(
        ("--fail-on",), f"Exit 1 on these effects, with commas between: {', '.join(DANGERS)}.", "EFFECTS", many=True
    ),
    Option(("--format", "-f"), "How to show it.", "FORMAT", "text", choices=FORMATS),
    Option(("--side-by-side", "-y"), "Both sides of each object beside each other."),
    Option(("--html",), "Write one page that shows everything and needs no network.", "FILE", ""),
    Option(("--output", "-o"), "Write to this file instead of stdout.", "FILE", ""),
    Option(("--show-secrets",), "Do not mask what is secret."),
    Option(("--external",), "Take the arguments that git gives a GIT_EXTERNAL_DIFF."),
)
