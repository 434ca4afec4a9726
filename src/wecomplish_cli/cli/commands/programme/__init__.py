"""`wecomplish programme`: invite people to a mentoring programme, join it, leave it, or close it."""

from __future__ import annotations

from wecomplish_cli.cli.commands.programme.calibrate import calibrate
from wecomplish_cli.cli.commands.programme.close import close
from wecomplish_cli.cli.commands.programme.invite import invite
from wecomplish_cli.cli.commands.programme.join import join
from wecomplish_cli.cli.commands.programme.leave import leave
from wecomplish_cli.cli.mistyped import group

app = group(
    "Invite people to a mentoring programme, join it, leave it, or close it.",
    {"invite": invite, "join": join, "leave": leave, "calibrate": calibrate, "close": close},
)
