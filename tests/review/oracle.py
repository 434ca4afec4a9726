"""Who may make a change, said once more: naively, over paths and plain values, and with nothing of the tool.

Values are what any reader of YAML gives for them, all scalars as text.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Files = dict[str, Any]
"""Path to the values in it; None for a file that cannot be read."""

KEPT = {
    "teams": "lead",
    "roles": "keeper",
    "skillsets": "keeper",
    "expectations": "keeper",
    "programs": "coordinator",
}
FOLDERS = (*KEPT, "people", "familiarity", "mentorships", "help", "reviews", "checkins", "insights")
TERMS = ("until", "target", "goals", "agreement", "checkin_every_days", "notify", "peer", "program")
DONE = ("completed", "ended", "declined")
STEPS = {
    "proposed": ("declined", "ended"),
    "active": ("paused", "completed", "ended"),
    "paused": ("active", "completed", "ended"),
}
ADMIN = "an administrator"


class Demand(NamedTuple):
    """One thing in a change: who may do it, and how many administrators it takes."""

    who: frozenset[str]
    administrators: int = 1
    alone: bool = False


NOBODY = Demand(frozenset())


class Oracle:
    """Knows two states of the data, and what lies between them."""

    def __init__(
        self, before: Files, after: Files, today: date, last: Mapping[str, Any] | None = None
    ) -> None:
        """Compare two states; `last` is what files were before, that cannot be read in the first."""
        self.mended = {p for p in before if is_data(p) and before[p] is None and after.get(p, {}) is not None}
        known = {path: values for path, values in (last or {}).items() if path in self.mended}
        self.never_read = self.mended - known.keys()
        differing = {p for p in {*before, *after} if before.get(p) != after.get(p)}
        self.creates = all(is_data(p) and p not in before and after[p] is not None for p in differing)
        self.before = {p: values for p, values in before.items() if p not in self.mended} | known
        self.after, self.today = after, today
        before = self.before
        settings = before["wecomplish.yaml"]
        self.listed = settings["administrators"]
        self.admins = frozenset(p for p in self.listed if self.is_there(p))

    def is_there(self, person: str) -> bool:
        found = self.before.get(f"people/{person}.yaml")
        return found is not None and found.get("status", "active") == "active"

    def whose(self, account: str) -> str | None:
        """Whose account one is; None: nobody's, or of more than one."""
        platform, number = account.split(":")
        people = [path for path in self.before if path.startswith("people/") and self.before[path]]
        has = [p for p in people if self.before[p].get("accounts", {}).get(platform, {}).get("id") == number]
        return has[0][7:-5] if len(has) == 1 else None

    def is_elses(self, person: str, platform: str, number: str) -> bool:
        """Whether an account is somebody else's."""
        others = [p for p in self.before if p.startswith("people/") and p != f"people/{person}.yaml"]
        files = [self.before[p] or {} for p in others]
        return any(f.get("accounts", {}).get(platform, {}).get("id") == number for f in files)

    def allowed(self, actors: Iterable[str], approvers: Iterable[str]) -> bool:
        """Whether accounts may make the change, with what others approved."""
        acting = {self.whose(account) for account in actors}
        approving = {p for p in map(self.whose, approvers) if p and p not in acting and self.is_there(p)}
        demands = [*self.demands()]
        if demands and not all(person is None or self.is_there(person) for person in acting):
            return False
        if len({demand.alone for demand in demands}) == 2:
            return False
        if None in acting and demands and not self.is_own_file(set(actors)):
            return False
        for demand in demands:
            who = {p for p in demand.who if self.is_there(p)}
            voices = len(approving & who) + (1 if acting <= who else 0)
            if voices < max(1, min(demand.administrators, len(who))):
                return False
        return True

    def is_own_file(self, actors: set[str]) -> bool:
        """Whether all there is is one new file of the only stranger's own."""
        strangers = {account for account in actors if self.whose(account) is None}
        differing = [p for p in {*self.before, *self.after} if self.before.get(p) != self.after.get(p)]
        if len(differing) != 1 or differing[0] in self.before or not differing[0].startswith("people/"):
            return False
        accounts = (self.after[differing[0]] or {}).get("accounts", {})
        return {f"{platform}:{account.get('id')}" for platform, account in accounts.items()} == strangers

    def demands(self) -> Iterator[Demand]:
        renamed = self.renamed()
        yield from (Demand(self.admins, 2) for _ in self.mended)
        if renamed:
            yield Demand(self.admins, 2)
        for path in sorted({*self.before, *self.after} - renamed):
            there, here = path in self.before, path in self.after
            old, new = self.before.get(path), self.after.get(path)
            folder = path.split("/")[0]
            if there and here and old == new:
                continue
            if path == "wecomplish.yaml":
                yield Demand(self.admins, 2, alone=True) if new is not None or not here else NOBODY
            elif not is_data(path):
                yield Demand(self.admins, 2, alone=True)
            elif here and new is None:
                yield NOBODY
            else:
                found = [*self.record(folder, path, old or {}, new or {}, there, here)]
                brought = (self.creates or path in self.never_read) and not there
                yield from (
                    [Demand(self.admins, 2)]
                    if NOBODY in found and brought and self.past(path, new)
                    else found
                )
        for folder in ("people", "mentorships"):
            all_of = [p for p, values in self.before.items() if p.startswith(f"{folder}/") and values]
            if 4 * len([p for p in all_of if self.after.get(p) is None and p not in renamed]) > len(all_of):
                yield Demand(self.admins, 2)

    def renamed(self) -> set[str]:
        """The files, before and after, of whoever has another id and no account: here, it can be only one."""
        gone, new = (
            [p for p in one if p.startswith("people/") and p not in other and one[p]]
            for one, other in ((self.before, self.after), (self.after, self.before))
        )
        known = [p for p in gone if any("id" in a for a in self.before[p].get("accounts", {}).values())]
        pairs = [(p, q) for p in gone for q in new if p not in known and self.before[p] == self.after[q]]
        return {*pairs[0]} if len(pairs) == 1 else set()

    def record(self, folder: str, path: str, old: Any, new: Any, there: bool, here: bool) -> Iterator[Demand]:
        if folder == "people":
            yield from self.person(path[7:-5], old, new, there and here)
        elif folder == "familiarity":
            yield from self.indications(path[12:-5], old, new, here)
        elif folder in KEPT:
            keeper = {old.get(KEPT[folder])} if there and here else set()
            yield Demand(self.admins | keeper)
        elif folder == "insights":
            yield from self.insight(old, new, there, here)
        elif folder == "mentorships":
            _, mentee, *rest = path[:-5].split("/")
            slot = Slot(self, mentee, "/".join(rest), old, new)
            yield from slot.demands(there, here)
        elif not here:
            yield Demand(self.admins - {path.split("/")[1]} if folder == "reviews" else self.admins)
        else:
            event = {"help": self.help, "checkins": self.checkin, "reviews": self.review}[folder]
            yield from event(path.split("/")[1], path.split("/")[2][:10], old, new, there)

    def past(self, path: str, new: Any) -> bool:
        """Whether a new file is a past that may be brought in."""
        folder, person, *_ = path[:-5].split("/")
        if folder == "familiarity":
            return not any(self.to_come(each["updated"]) for each in new.values())
        if folder == "insights":
            return not self.to_come(new["date"])
        if folder == "mentorships":
            return self.past_slot(person, new)
        if folder not in ("help", "reviews") or self.to_come(path.split("/")[2][:10]):
            return False
        if folder == "reviews":
            slot = self.after.get(f"mentorships/{person}/{new['competence']}.yaml") or {"previous": []}
            mentored = [*slot.get("previous", [])]
            mentored += [slot] if "mentor" in slot and status(slot, person) != "proposed" else []
            waiting = {p for p, day in slot.get("acceptance", {}).items() if day == "waiting"}
            able = {t["mentor"] for t in mentored}
            able |= {
                p for t in mentored for p in t.get("co_mentors", []) if t is not slot or p not in waiting
            }
            return new["by"] != person and new["by"] in able
        said = [new[key] for key in ("acknowledged", "answered") if key in new]
        left = all(self.has_left(each["by"]) and each["by"] != person for each in said)
        told = new["status"] in ("open", "withdrawn") or new["status"] in new
        return left and told and not any(self.to_come(each["date"]) for each in said)

    def past_slot(self, mentee: str, new: Any) -> bool:
        """Whether a new mentorship may have begun elsewhere."""
        every = [new, *new.get("previous", [])]
        days = [t[key] for t in every for key in ("started", "ended") if key in t]
        days += [t[key]["taken"] for t in every for key in ("baseline", "outcome") if key in t]
        yes = [(p, d) for t in every for p, d in t.get("acceptance", {}).items() if d != "waiting"]
        if any(map(self.to_come, [*days, *(day for _, day in yes)])) or any(
            not self.has_left(p) for p, _ in yes
        ):
            return False
        if any(mentee in (t["mentor"], *t.get("co_mentors", [])) for t in every):
            return False
        if any(t["status"] not in DONE for t in every[1:]):
            return False
        if new["status"] in DONE:
            return True
        if new["status"] == "proposed" or "baseline" in new:
            alone = {key: value for key, value in new.items() if key != "previous"}
            found = [*Slot(self, mentee, "", {}, alone).begins(False)]
            return NOBODY not in found and "paused_until" not in new
        parties = {mentee, new["mentor"], *new.get("co_mentors", [])}
        optional = self.before["wecomplish.yaml"].get("mentorship", {}).get("consent") != "required"
        late = {"ended", "reason", "outcome"} & {*new} or (
            "paused_until" in new and new["status"] != "paused"
        )
        return optional and not late and {*new.get("acceptance", {})} <= parties and "started" in new

    def has_left(self, person: str) -> bool:
        """Whether someone is known to have left, after the change."""
        return (self.after.get(f"people/{person}.yaml") or {}).get("status") == "left"

    # Who is what to whom

    def leaders(self, person: str) -> set[str]:
        return set((self.before.get(f"people/{person}.yaml") or {}).get("leaders", [])) - {person}

    def mentors(self, mentee: str, competence: str | None, proposed: bool = False) -> list[str]:
        """Those who mentor someone, in one thing or in anything; the mentor before co-mentors."""
        found = []
        for path, slot in self.before.items():
            parts = path[:-5].split("/")
            if parts[0] != "mentorships" or parts[1] != mentee or slot is None:
                continue
            if competence is not None and "/".join(parts[2:]) != competence:
                continue
            now = status(slot, mentee)
            if now in ("active", "paused") or (proposed and now == "proposed"):
                waiting = {p for p, day in slot.get("acceptance", {}).items() if day == "waiting"}
                found += [slot["mentor"], *(p for p in slot.get("co_mentors", []) if p not in waiting)]
        return found

    def keeper_of(self, expectation: str) -> set[str]:
        file = self.before.get("/".join(expectation.split("/")[:2]) + ".yaml") or {}
        return {file["keeper"]} if "keeper" in file else set()

    # What may be written

    def recent(self, day: str | None) -> bool:
        return (
            day is not None
            and not self.to_come(day)
            and date.fromisoformat(day) >= self.today - timedelta(31)
        )

    def to_come(self, day: str) -> bool:
        return date.fromisoformat(day) > self.today + timedelta(1)

    def levels(self, files: Files, mentee: str, competence: str, day: str) -> dict[str, str]:
        file = files.get(f"{competence}.yaml") or {}
        items = {**file.get("responsibilities", {}), **file.get("skills", {})}
        wanted = (
            []
            if retired(file, day)
            else [f"{competence}/{i}" for i, it in items.items() if not retired(it, day)]
        )
        for path, each in files.items():
            if path.startswith("expectations/") and each and competence in each.get("relevant_for", []):
                wanted += [] if retired(each, day) else [path[:-5]]
        said = files.get(f"familiarity/{mentee}.yaml") or {}
        return {ref: said[ref]["level"] for ref in wanted if "level" in said.get(ref, {})}

    def right_levels(self, taken: Any, mentee: str, competence: str) -> bool:
        if not taken or not self.recent(taken["taken"]):
            return False
        each = [self.levels(files, mentee, competence, taken["taken"]) for files in (self.before, self.after)]
        return taken.get("levels", {}) in each

    # Each kind of file

    def person(self, person: str, old: Any, new: Any, stays: bool) -> Iterator[Demand]:
        is_admin = person in self.listed
        was = {platform: account.get("id") for platform, account in old.get("accounts", {}).items()}
        for platform, account in new.get("accounts", {}).items():
            number = account.get("id")
            if number is not None and number != was.get(platform) and self.is_elses(person, platform, number):
                yield NOBODY
        if not stays:
            yield Demand(self.admins, 2 if is_admin else 1)
            return
        own = Demand(self.admins | {person})
        for key in ("name", "languages", "timezone", "mail", "mentoring", "programs"):
            if old.get(key) != new.get(key):
                yield own
        days = [(old.get("mentoring", {}).get("trained"), new.get("mentoring", {}).get("trained"))]
        days += [
            (old.get("programs", {}).get(p, {}).get("joined"), part["joined"])
            for p, part in new.get("programs", {}).items()
        ]
        if any(was != now and now is not None and self.to_come(now) for was, now in days):
            yield NOBODY
        if old.get("email") != new.get("email"):
            domains = self.before["wecomplish.yaml"].get("mail", {}).get("domains", [])
            yield own if is_own(new.get("email", "@"), person, domains) else Demand(self.admins)
        if old.get("leaders") != new.get("leaders"):
            yield Demand(self.admins)
        if old.get("status", "active") != new.get("status", "active"):
            yield Demand(self.admins, 2 if is_admin else 1)
        if old.get("accounts") != new.get("accounts"):
            had = any("id" in account for account in old.get("accounts", {}).values())
            files = [self.before[f"people/{p}.yaml"] for p in self.admins]
            able = [f for f in files if any("id" in each for each in f.get("accounts", {}).values())]
            yield Demand(self.admins, 2 if is_admin and (had or len(able) >= 2) else 1)
        was, now = old.get("assignments", {}), new.get("assignments", {})
        for competence in {*was, *now}:
            if was.get(competence) != now.get(competence):
                yield Demand(
                    self.admins
                    | self.leaders(person)
                    | self.team_leads(person, was.get(competence), now.get(competence))
                )

    def team_leads(self, person: str, *assignments: Any) -> set[str]:
        sides = [each.get("teams", []) for each in assignments if each is not None]
        if not all(sides):
            return set()
        teams = {team for side in sides for team in side}
        leads = {t.get("lead") for p, t in self.before.items() if p.startswith("teams/") and t}
        return {
            lead
            for lead in leads
            if lead and lead != person and all(self.leads(lead, t, set()) for t in teams)
        }

    def leads(self, lead: str, team: str, seen: set[str]) -> bool:
        found = self.before.get(f"teams/{team}.yaml") or {}
        if found.get("lead") == lead:
            return True
        above = found.get("parent")
        return above is not None and above not in seen and self.leads(lead, above, seen | {team})

    def indications(self, person: str, old: Any, new: Any, here: bool) -> Iterator[Demand]:
        if not here:
            yield Demand(self.admins | {person})
            return
        for ref in {*old, *new}:
            was, now = old.get(ref), new.get(ref)
            if was == now:
                continue
            if now is not None and (
                not self.recent(now["updated"]) or (was and now["updated"] < was["updated"])
            ):
                yield NOBODY
            else:
                yield Demand(self.admins | {person})

    def insight(self, old: Any, new: Any, there: bool, here: bool) -> Iterator[Demand]:
        first = old if there else new
        author = first["author"]
        if not here or (there and (old["author"], old["date"]) != (new["author"], new["date"])):
            yield Demand(self.admins)
            if not here or all(
                old.get(k) == new.get(k) for k in ("title", "expectation", "source", "status", "body")
            ):
                return
        if not there and not self.recent(new["date"]):
            yield NOBODY
        near = {*self.mentors(author, None), *self.leaders(author), *self.keeper_of(first["expectation"])}
        yield Demand(self.admins | {author} | (near if there else set()))

    def help(self, mentee: str, day: str, old: Any, new: Any, there: bool) -> Iterator[Demand]:
        start, end = old.get("status", "open"), new["status"]
        own, waits = Demand(self.admins | {mentee}), start in ("open", "acknowledged")
        if not there:
            yield own if self.recent(day) else NOBODY
        elif any(old.get(key) != new.get(key) for key in ("question", "expectation")):
            yield own if waits else NOBODY
        if start != end:
            order = ("open", "acknowledged", "answered")
            if not waits or (end in order and order.index(end) < order.index(start)):
                yield NOBODY
            elif end == "withdrawn":
                yield own
        for key in ("acknowledged", "answered"):
            was, now = old.get(key), new.get(key)
            if was == now:
                if start != end == key:
                    yield NOBODY
            elif was and now and (was["by"], was["date"]) == (now["by"], now["date"]):
                yield Demand(self.admins | {mentee, was["by"]})
            elif was or not waits or now["by"] == mentee or not self.recent(now["date"]):
                yield NOBODY
            else:
                yield Demand((self.admins | {now["by"]}) - {mentee})

    def checkin(self, mentee: str, day: str, old: Any, new: Any, there: bool) -> Iterator[Demand]:
        def meeting(values: Any) -> Any:
            return {key: value for key, value in values.items() if key != "pulse"}

        if meeting(old) != meeting(new):
            if not there and self.to_come(day):
                yield NOBODY
            for competence in {new["competence"], old.get("competence", new["competence"])}:
                yield Demand(self.admins | {mentee, *self.mentors(mentee, competence)})
        was, now = old.get("pulse", {}), new.get("pulse", {})
        for person in {*was, *now}:
            if was.get(person) != now.get(person):
                competence = old.get("competence", new["competence"])
                party = person == mentee or person in self.mentors(mentee, competence)
                yield Demand(frozenset({person})) if party else NOBODY

    def review(self, mentee: str, day: str, old: Any, new: Any, there: bool) -> Iterator[Demand]:
        by, competence = new["by"], new["competence"]
        wrong = by == mentee or by not in self.mentors(mentee, competence)
        if there and (old["by"], old["competence"]) != (by, competence):
            wrong = True
        if not there and not self.recent(day):
            wrong = True
        yield NOBODY if wrong else Demand((self.admins | {by}) - {mentee})


class Slot:
    """A mentorship's file, before and after."""

    def __init__(self, oracle: Oracle, mentee: str, competence: str, old: Any, new: Any) -> None:
        self.oracle, self.mentee, self.competence, self.old, self.new = oracle, mentee, competence, old, new

    def may(self, *who: Iterable[str], admins: bool = True) -> Demand:
        people = {p for each in who for p in each}
        return Demand(frozenset(people | (self.oracle.admins if admins else set())))

    def demands(self, there: bool, here: bool) -> Iterator[Demand]:
        if not here:
            yield self.removed()
        elif not there or len(self.new.get("previous", [])) > len(self.old.get("previous", [])):
            yield from self.begins(there)
        else:
            yield from self.goes_on()

    def removed(self) -> Demand:
        files = self.oracle.after
        has_past = "previous" in self.old or self.old["status"] in DONE
        kept = files.get(f"people/{self.mentee}.yaml") and files.get(f"{self.competence}.yaml")
        return NOBODY if has_past and kept else self.may()

    def begins(self, there: bool) -> Iterator[Demand]:
        o, new = self.oracle, self.new
        under_way = there and self.old["status"] not in DONE
        parties = {self.mentee, new["mentor"], *new.get("co_mentors", [])}
        acceptance = new.get("acceptance", {})
        if self.mentee in (new["mentor"], *new.get("co_mentors", [])):
            yield NOBODY
        if under_way and self.old["mentor"] == new["mentor"]:
            yield NOBODY
        right = self.keeps_past(there) and not {"ended", "reason", "outcome", "paused_until"} & {*new}
        right = right and ("proposed" not in new or o.recent(new["proposed"]))
        if new["status"] == "proposed":
            right = right and {*acceptance} == parties and "started" not in new
            if status(new, self.mentee) == "active":
                right = right and o.right_levels(new.get("baseline"), self.mentee, self.competence)
            else:
                right = right and "baseline" not in new
        elif new["status"] == "active":
            right = right and o.before["wecomplish.yaml"].get("mentorship", {}).get("consent") != "required"
            right = right and {*acceptance} <= parties and o.recent(new.get("started"))
            right = right and o.right_levels(new.get("baseline"), self.mentee, self.competence)
            right = right and new["baseline"]["taken"] == new["started"]
        else:
            right = False
        if not right:
            yield NOBODY
        leaders = o.leaders(self.mentee)
        if under_way or new["status"] == "active":
            yield self.may(leaders)
        else:
            yield self.may(
                leaders, {self.mentee, new["mentor"]}, o.mentors(self.mentee, None), self.coordinators()
            )
        for person, day in acceptance.items():
            if day != "waiting":
                yield Demand(frozenset({person})) if person in parties and o.recent(day) else NOBODY

    def coordinators(self) -> set[str]:
        joined = (self.oracle.before.get(f"people/{self.mentee}.yaml") or {}).get("programs", {})
        files = [self.oracle.before.get(f"programs/{each}.yaml") or {} for each in joined]
        return {file["coordinator"] for file in files if "coordinator" in file}

    def keeps_past(self, there: bool) -> bool:
        past = self.new.get("previous", [])
        if not there:
            return not past
        old = {key: value for key, value in self.old.items() if key != "previous"}
        if past[:-1] != self.old.get("previous", []):
            return False
        last = past[-1]
        if old["status"] in DONE:
            return bool(last == old)
        if "reason" not in last or last.get("status") != "ended" or not self.is_over(last):
            return False
        wanted = {key: value for key, value in old.items() if key != "paused_until"}
        wanted |= {key: last[key] for key in ("status", "ended", "reason", "outcome")}
        if status(old, self.mentee) == "active" and "started" not in old:
            wanted["started"] = self.first_day(old)
        return bool(last == wanted)

    def is_over(self, terms: Any) -> bool:
        outcome = terms.get("outcome")
        if not self.oracle.recent(terms.get("ended")) or not outcome or outcome["taken"] != terms["ended"]:
            return False
        return self.oracle.right_levels(outcome, self.mentee, self.competence)

    def first_day(self, terms: Any) -> str:
        return str(max(terms["acceptance"][self.mentee], terms["acceptance"][terms["mentor"]]))

    def goes_on(self) -> Iterator[Demand]:
        o, old, new = self.oracle, self.old, self.new
        changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        if old["status"] in DONE:
            harmless = {*TERMS, "co_mentors", "reason"}
            for key in changed:
                yield self.may() if key in harmless else NOBODY
            return
        mentors = o.mentors(self.mentee, self.competence, proposed=True)
        parties = self.may({self.mentee}, mentors)
        leaders = o.leaders(self.mentee)
        if changed & {*TERMS}:
            yield parties
        if changed & {"mentor", "previous"}:
            yield NOBODY
        if changed & {"status", "started", "ended", "outcome", "baseline", "paused_until"}:
            ends = new["status"] == "ended"
            right = self.is_right_step()
            yield NOBODY if not right else self.may({self.mentee}, mentors, leaders if ends else ())
        elif "reason" in changed:
            yield NOBODY
        gone = {*old.get("co_mentors", [])} - {*new.get("co_mentors", [])}
        came = {*new.get("co_mentors", [])} - {*old.get("co_mentors", [])}
        if "co_mentors" in changed:
            themselves = gone if len(gone) == 1 and not came else set()
            said = new.get("acceptance", {})
            unasked = [p for p in came if p not in said]
            optional = o.before["wecomplish.yaml"].get("mentorship", {}).get("consent") != "required"
            left = [p for p in came if o.before.get(f"people/{p}.yaml") and not o.is_there(p)]
            wrong = left or self.mentee in came or any(said.get(p, "waiting") != "waiting" for p in came)
            if unasked and (old["status"] == "proposed" or not optional):
                wrong = True
            yield NOBODY if wrong else self.may([] if unasked else mentors[:1], leaders, themselves)
        if "acceptance" in changed:
            yield from self.lines(gone, came)

    def lines(self, gone: set[str], came: set[str]) -> Iterator[Demand]:
        was, now = self.old.get("acceptance", {}), self.new.get("acceptance", {})
        was_active = status(self.old, self.mentee) == "active"
        as_old = {**self.new, "status": self.old["status"], "mentor": self.old["mentor"]}
        if was_active and status(as_old, self.mentee) != "active":
            yield NOBODY
        parties = {self.mentee, self.new["mentor"], *self.new.get("co_mentors", [])}
        for person in {*was, *now}:
            before, after = was.get(person), now.get(person)
            if before == after:
                continue
            if after not in (None, "waiting"):
                right = before in (None, "waiting") and person in parties and self.oracle.recent(after)
                yield Demand(frozenset({person})) if right else NOBODY
            elif after is None and person in {
                self.mentee,
                self.old["mentor"],
                *self.old.get("co_mentors", []),
            }:
                yield from () if person in gone else (NOBODY,)
            elif after is None:
                yield self.may({person})
            elif person not in came:
                wrong = person not in parties or (was_active and before not in (None, "waiting"))
                yield NOBODY if wrong else self.may({person})

    def is_right_step(self) -> bool:
        old, new = self.old, self.new
        as_old = {**new, "status": old["status"], "mentor": old["mentor"]}
        was_active = status(old, self.mentee) == "active"
        here = "active" if was_active else status(as_old, self.mentee)
        by_status = (old["status"], new["status"]) == ("proposed", "active")
        if old["status"] != new["status"] and (by_status or new["status"] not in STEPS[here]):
            return False
        if "paused_until" in new and new["status"] != "paused":
            return False
        live = old["status"] == "proposed" and here == "active"
        first = old.get("started")
        if live and new["status"] != "proposed" and first is None:
            first = self.first_day(old if was_active else as_old)
        if new.get("started") != first:
            return False
        if "baseline" in old or not live:
            if new.get("baseline") != old.get("baseline"):
                return False
        else:
            right = self.oracle.right_levels(new.get("baseline"), self.mentee, self.competence)
            if not right or (new["status"] == "proposed" and not self.is_right_day(was_active)):
                return False
        if new["status"] in DONE:
            return self.is_over(new)
        return not {"ended", "outcome", "reason"} & {*new}

    def is_right_day(self, was_active: bool) -> bool:
        """Whether levels were taken when a yes made it active, or soon enough afterwards."""
        if was_active:
            return self.oracle.recent(self.first_day(self.old))
        was, now = self.old.get("acceptance", {}), self.new["acceptance"]
        waited = [p for p in (self.mentee, self.old["mentor"]) if was.get(p, "waiting") == "waiting"]
        return bool(self.new["baseline"]["taken"] == max(now[p] for p in waited))


def status(terms: Mapping[str, Any], mentee: str) -> str:
    """The status that counts."""
    yes = [terms.get("acceptance", {}).get(p, "waiting") != "waiting" for p in (mentee, terms["mentor"])]
    return "active" if terms["status"] == "proposed" and all(yes) else str(terms["status"])


def is_data(path: str) -> bool:
    """Whether a path is that of a data file, but for the settings."""
    return path.split("/")[0] in FOLDERS and path.endswith(".yaml")


def is_own(address: str, person: str, domains: list[str]) -> bool:
    """Whether an address within the domains is made of nothing but an id; `person` is one word here."""
    local, domain = address.split("@")
    return (
        domain.lower() in domains
        and local.lower().replace(".", "").replace("-", "").replace("_", "") == person
    )


def retired(what: Any, day: str) -> bool:
    """Whether something is expected no longer on a day."""
    return "retired" in what and what["retired"] <= day
