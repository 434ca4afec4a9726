"""What a form answers, and as it was: a yes must not survive changed terms."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.walk import values

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.org import Org

LENGTH = 20
"""Hexadecimal digits of a digest: 80 bits, so that nobody finds other terms that have the same."""
ANSWERS = ("acceptance", "status", "acknowledged")
"""What somebody else may answer meanwhile, which changes nothing of what is asked."""


def proof(org: Org, ref: str) -> str:
    """A record as it is, in a word: its reference and a digest of its values, such as `help/ola/…@3f9a…`.

    Comments, layout and what others answered make no difference.
    """
    terms = {key: value for key, value in values(org.records[f"{ref}.yaml"]).items() if key not in ANSWERS}
    said = json.dumps(terms, default=str, sort_keys=True)
    return f"{ref}@{hashlib.sha256(said.encode()).hexdigest()[:LENGTH]}"


def require_unchanged(view: View, given: str, folder: str) -> str:
    """Find the record that a form answers; returns its reference.

    Raises:
        RefusedError: if there is none, or it is not what it was when the form was opened.
    """
    ref, at, _ = given.partition("@")
    if not at or not ref.startswith(folder) or f"{ref}.yaml" not in view.org.records:
        raise RefusedError(f"`{given}` is not something that waits for an answer", "use the link in the mail")
    if given != proof(view.org, ref):
        raise RefusedError(
            f"{ref} has changed since you were asked",
            "read it as it is now, and use the link in the newest mail",
        )
    return ref
