"""E-mail addresses as mail servers take them, and why they take some not at all."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_LOCAL = 64
"""Characters before the @ that every server has to accept."""

_PLAIN = re.compile(
    r"(?=.{4,253}\Z)(?:(?![^.]{64}|xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII
)
"""A domain in lower case that is as it should be already."""


def on_the_wire(address: str) -> str | None:
    """Write an address with its domain in ASCII (IDNA); None if mail can never be delivered to it."""
    local, _, domain = address.rpartition("@")
    host = _host(domain)
    return f"{local}@{host}" if host and not _wrong_local(local) else None


def why_undeliverable(address: str) -> str | None:
    """Say why mail to an address fails, everywhere or on most servers; None if nothing speaks against it."""
    local, _, domain = address.rpartition("@")
    if wrong := _wrong_local(local):
        return wrong
    if _host(domain) is None:
        return f"`{domain}` is not a domain that can exist"
    if not local.isascii():
        return f"many mail servers only accept ASCII letters before the @, and `{local}` has others"
    return None


def _wrong_local(local: str) -> str | None:
    if len(local.encode("utf-8", "replace")) > MAX_LOCAL:
        return f"the part before the @ is longer than {MAX_LOCAL} characters"
    if "" in local.split("."):
        return f"`{local}` begins or ends with a dot, or has two in a row"
    # Mail programs decode this in an address too, even to a line break and another header.
    return "`=?` in an address is taken for something else" if "=?" in local else None


@lru_cache(maxsize=1024)
def _host(domain: str) -> str | None:
    """A domain in ASCII, as IDNA 2008 writes it; None if it is not one."""
    if _PLAIN.fullmatch(domain):
        return domain
    import idna

    try:
        host = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    # No top-level domain is a number, and a trailing dot is not part of an address.
    return None if host.endswith(".") or host.rpartition(".")[2].isdigit() else host
