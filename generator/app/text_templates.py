"""The Jinja2 templates of text files: NOTES.txt, README, app.yaml, pages.

Their delimiters are ``[[ ]]``, ``[% %]`` and ``[# #]``, so that Go's ``{{ }}`` passes through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.app.data import read_data
from generator.documents.emitter import scalar

if TYPE_CHECKING:
    from jinja2 import Template


def text_template(*parts: str) -> Template:
    """A shipped template below ``templates/``, as in ``text_template("chart", "NOTES.txt.j2")``.

    In one whose name says that it is HTML (``page.html.j2``) values are escaped. The filter ``yaml`` writes a scalar
    as YAML.
    """
    import jinja2

    options: dict[str, Any] = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
        keep_trailing_newline=True,
        autoescape=parts[-1].endswith(".html.j2"),
        **options,
    )
    environment.filters["yaml"] = scalar
    return environment.from_string(read_data("templates", *parts))
