"""How Sphinx makes a site of `docs/`: offline, and with every warning an error."""

from wecomplish_cli import __version__

project = "wecomplish"
author = "the wecomplish developers"
copyright = "the wecomplish developers"  # noqa: A001 - the name that Sphinx reads
version = release = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["wecomplish.1"]
language = "en"
nitpicky = True
myst_heading_anchors = 4
myst_links_external_new_tab = False
html_theme = "furo"
html_title = f"wecomplish {__version__}"
html_copy_source = False
html_show_sphinx = False
highlight_language = "text"
suppress_warnings = ["misc.highlighting_failure"]
