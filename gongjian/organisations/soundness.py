"""Whether all stretches of a tree fit together; asked before a past day is altered, and by the tests."""

from collections import defaultdict
from datetime import date

from gongjian.organisations import paths


def faults(standings) -> list[str]:
    """One sentence per stretch that overlaps another of its body, or does not hang under its superior."""
    of = defaultdict(list)
    for standing in sorted(standings, key=lambda each: each.since):
        of[standing.organisation_id].append(standing)
    found = []
    for stretches in of.values():
        for earlier, later in zip(stretches, stretches[1:], strict=False):
            if end(earlier) > later.since:
                found.append(f"{later.name}从 {later.since} 起有两种记录，前一种到 {earlier.until or '今'}。")
        for standing in stretches:
            if standing.until is not None and standing.until <= standing.since:
                found.append(f"{standing.name}的这一段从 {standing.since} 到 {standing.until}，没有一天。")
            elif standing.parent_id and not hangs(standing, of[standing.parent_id]):
                found.append(f"{standing.name}从 {standing.since} 起的位置与上级的记录对不上。")
    return found


def end(standing) -> date:
    return standing.until or date.max


def hangs(standing, superiors) -> bool:
    """Every day of the stretch has a superior standing where the path says."""
    expected = standing.path[: -len(paths.segment(standing.organisation_id))]
    reached = standing.since
    for above in superiors:
        if above.since <= reached < end(above):
            if above.path != expected:
                return False
            reached = end(above)
            if reached >= end(standing):
                return True
    return False
