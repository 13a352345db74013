"""The options of ``fairlead push``."""

from __future__ import annotations

from generator.cli.command_line import Option

ABOUT = (
    "Chart archives (.tgz, or the folder or release.json of a release), and last where to: oci://…, s3://…, gs://…, "
    "https://… or a folder."
)
ARCHIVES = "archive"
FORMATS = ("text", "json")

OPTIONS: tuple[Option, ...] = (
    Option(("--url",), "What index.yaml puts before the archives' names, where they are published.", "URL", ""),
    Option(("--upload-url",), "Where a server takes archives. Default: TARGET/api/charts.", "URL", ""),
    Option(("--plain-http",), "Speak plain HTTP with the registry."),
    Option(("--ca-file",), "Trust this CA.", "FILE", ""),
    Option(("--cert-file",), "Show this client certificate.", "FILE", ""),
    Option(("--key-file",), "The key of the client certificate.", "FILE", ""),
    Option(("--insecure-skip-tls-verify",), "Trust any certificate."),
    Option(("--format", "-f"), "How to print what is there.", "FORMAT", "text", choices=FORMATS),
    Option(("--quiet", "-q"), "Say only what is wrong."),
)
