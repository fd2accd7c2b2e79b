"""The score and the walk through the index, in whole numbers; written in the part of Python that numba compiles.

One source for both: `native.py` compiles these functions, an explanation calls them as they stand. Whole numbers add up
to the same sum in any order, so a score is the same bit for bit from the index, from brute force and from either side.
Shares are parts per million of a row's points. All of it stands in one module because numba's cache notices a change of
the file that a function stands in, not of what it calls.
"""

import math

from firststop.matching.engine.shapes import (
    Found,
    Ints,
    People,
    PersonFacts,
    Posted,
    Rules,
    Shared,
    ShortList,
    SmallInts,
    Vacancies,
    VacancyFacts,
)

FULL = 1_000_000
CROSSED = -1
NOT_KNOWN = -1
#: Mean radius in metres.
EARTH = 6_371_009.0


# --- shares of a row, or CROSSED where a hard limit is


def skills(total: int, v: VacancyFacts, r: Rules) -> int:
    """Share of the asked weight that is shown; `total` is weight times strength in percent."""
    return r.unknown_skills if v.asked == 0 else FULL * total // (100 * v.asked)


def occupation(best: int, p: PersonFacts, v: VacancyFacts, r: Rules) -> int:
    """Share of the best occupation that both name; `best` is the product of two percentages."""
    return r.unknown_occupation if p.works == 0 or v.works == 0 else best * 100


def experience(months: int, v: VacancyFacts, r: Rules) -> int:
    """Share of the asked months that the person has worked in the occupation."""
    if v.experience == NOT_KNOWN:
        return r.unknown_experience
    return FULL if months >= v.experience else FULL * months // v.experience


def education(p: PersonFacts, v: VacancyFacts, r: Rules) -> int:
    """All where the asked ISCED level is reached."""
    if v.education == 0:
        return FULL
    if min(v.education, p.education) == NOT_KNOWN:
        return r.unknown_education
    return FULL if p.education >= v.education else 0


def languages(p: PersonFacts, v: VacancyFacts, spoken: Ints, tongues: Ints) -> int:
    """Share of the asked languages' weight that is spoken well enough; rows are (code, level[, must, weight])."""
    met = asked = 0
    for i in range(v.tongues, v.tongues_to):
        enough = False
        for j in range(p.spoken, p.spoken_to):
            if spoken[j, 0] == tongues[i, 0]:
                enough = spoken[j, 1] >= tongues[i, 1]
        if tongues[i, 2] and not enough:
            return CROSSED
        asked += tongues[i, 3]
        if enough:
            met += tongues[i, 3]
    return FULL if asked == 0 else FULL * met // asked


def way(metres: int, p: PersonFacts, v: VacancyFacts, r: Rules) -> int:
    """All at the door, `at_limit` at the radius, `would_move` beyond it for those who would."""
    if v.remote:
        return FULL if p.remote else CROSSED
    if metres == NOT_KNOWN:
        return r.unknown_way
    if metres > p.radius:
        return r.would_move if p.moves else CROSSED
    return FULL if p.radius == 0 else FULL - (FULL - r.at_limit) * metres // p.radius


def pay(p: PersonFacts, v: VacancyFacts, r: Rules) -> int:
    """By how far the sure pay is above the floor, or how much of the range reaches it."""
    if p.floor == 0:
        return FULL
    if v.pay_top == 0:
        return r.unknown_pay
    if v.pay_top < p.floor:
        return CROSSED
    if v.pay_low >= p.floor:
        above = FULL * (v.pay_low - p.floor) // p.floor
        return FULL if above >= r.pay_comfort else r.at_limit + (FULL - r.at_limit) * above // r.pay_comfort
    return r.pay_partly + (r.at_limit - r.pay_partly) * (v.pay_top - p.floor) // (v.pay_top - v.pay_low)


def overlap(wished: int, offered: int, unknown: int) -> int:
    """All where one of the wished kinds is offered; two bit masks."""
    if wished == 0:
        return FULL
    if offered == 0:
        return unknown
    return FULL if wished & offered else CROSSED


def start(p: PersonFacts, v: VacancyFacts, r: Rules) -> int:
    """All in time, `at_limit` at the end of the days of grace; two day numbers."""
    if p.ready == 0:
        return FULL
    if v.start == 0:
        return r.unknown_start
    late = p.ready - v.start
    if late <= 0:
        return FULL
    return CROSSED if late > r.start_grace else FULL - (FULL - r.at_limit) * late // r.start_grace


def shares(
    p: PersonFacts, v: VacancyFacts, shared: Shared, r: Rules
) -> tuple[int, int, int, int, int, int, int, int, int, int]:
    """Return the share of each scored row, in their order."""
    return (
        skills(shared.total, v, r), occupation(shared.best, p, v, r), experience(shared.months, v, r),
        education(p, v, r), shared.languages, way(shared.metres, p, v, r), pay(p, v, r),
        overlap(p.schedules, v.schedules, r.unknown_schedule),
        overlap(p.contracts, v.contracts, r.unknown_contract), start(p, v, r),
    )  # fmt: skip


def points(p: PersonFacts, v: VacancyFacts, shared: Shared, r: Rules) -> int:
    """Return the score in millionths of a point, or CROSSED."""
    if v.licences & ~p.licences:
        return CROSSED
    a, b, c, d, e, f, g, h, i, j = shares(p, v, shared, r)
    if min(e, f, g, h, i, j) < 0:
        return CROSSED
    return (
        a * r.skills + b * r.occupation + c * r.experience + d * r.education + e * r.languages
        + f * r.way + g * r.pay + h * r.schedule + i * r.contract + j * r.start
    )  # fmt: skip


def ceiling(total: int, best: int, p: PersonFacts, v: VacancyFacts, r: Rules) -> int:
    """Return the most that a pair can score by its skills and occupation, whatever its conditions."""
    others = r.experience + r.education + r.languages + r.way + r.pay + r.schedule + r.contract + r.start
    return skills(total, v, r) * r.skills + occupation(best, p, v, r) * r.occupation + FULL * others


def passes(p: PersonFacts, v: VacancyFacts, r: Rules) -> bool:
    """Whether no limit is crossed that is cheap to look at; the way, the languages and the employers are not."""
    if v.licences & ~p.licences or (p.schedules and v.schedules and not p.schedules & v.schedules):
        return False
    if p.contracts and v.contracts and not p.contracts & v.contracts:
        return False
    if v.pay_top and v.pay_top < p.floor:
        return False
    return not (p.ready and v.start and p.ready - v.start > r.start_grace)


def near_enough(best: int, needed: int, p: PersonFacts, v: VacancyFacts, families: Ints, sought: Ints) -> bool:
    """Whether a pair is worth a place in a list: one occupation or family of both, or half of the needed skills.

    `best` is what their occupations share, `needed` how many of the needed skills are shown; `families` and `sought`
    are the runs of the person's and the vacancy's families.
    """
    if best > 0 or 0 < v.needed <= 2 * needed:
        return True
    for i in range(p.families, p.families_to):
        for j in range(v.families, v.families_to):
            if families[i] == sought[j]:
                return True
    return False


# --- places


def distance(dx: int, dy: int, dz: int) -> int:
    """Return whole metres over the ground, for a straight line in metres."""
    return int(2.0 * EARTH * math.asin(min(1.0, math.sqrt(dx * dx + dy * dy + dz * dz) / (2.0 * EARTH))) + 0.5)


def nearest(p: PersonFacts, v: VacancyFacts, homes: Ints, places: Ints) -> int:
    """Return the metres from the person's place to the vacancy's that is nearest, NOT_KNOWN where one side has none."""
    found = NOT_KNOWN
    for i in range(p.places, p.places_to):
        for j in range(v.places, v.places_to):
            metres = distance(homes[i, 0] - places[j, 0], homes[i, 1] - places[j, 1], homes[i, 2] - places[j, 2])
            if found == NOT_KNOWN or metres < found:
                found = metres
    return found


def reachable(cells: Ints, near: Ints, radius: int, runs: Ints) -> int:
    """Fill `runs` with the (first, end) rows of cells that may hold somebody within reach; return how many runs.

    `cells` are balls (x, y, z, reach, first, end) in metres and rows, `near` the points asked about. A straight line is
    never longer than the way over the ground, so no pair within reach is lost; the two metres are for rounding.
    """
    found = 0
    for i in range(len(cells)):
        reach = cells[i, 3] + radius + 2
        for j in range(len(near)):
            dx, dy, dz = cells[i, 0] - near[j, 0], cells[i, 1] - near[j, 1], cells[i, 2] - near[j, 2]
            if dx * dx + dy * dy + dz * dz <= reach * reach:
                if found and runs[found - 1, 1] == cells[i, 4]:
                    runs[found - 1, 1] = cells[i, 5]
                else:
                    runs[found, 0], runs[found, 1] = cells[i, 4], cells[i, 5]
                    found += 1
                break
    return found


# --- the inverted index


def first_at_or_after(rows: SmallInts, low: int, high: int, row: int) -> int:
    """Return the first position between `low` and `high` whose row is not before `row`."""
    while low < high:
        middle = (low + high) // 2
        if rows[middle] < row:
            low = middle + 1
        else:
            high = middle
    return low


def gather(runs: Ints, posted: Posted, asked: Ints, found: Found) -> int:
    """Add strength times weight of each asked (skill, strength, 1 if needed) to the rows within the runs.

    Counts the needed ones as well; which they are, the vacancy's side says. Returns how many rows are touched.
    """
    sums, needed, count = found.sums, found.needed, 0
    for i in range(len(asked)):
        at, end = posted.pointers[asked[i, 0]], posted.pointers[asked[i, 0] + 1]
        for j in range(len(runs)):
            at = first_at_or_after(posted.rows, at, end, runs[j, 0])
            while at < end and posted.rows[at] < runs[j, 1]:
                row = posted.rows[at]
                if sums[row] == 0:
                    found.touched[count] = row
                    count += 1
                sums[row] += asked[i, 1] * posted.values[at]
                needed[row] += asked[i, 2] + posted.months[at]
                at += 1
    return count


def gather_best(runs: Ints, posted: Posted, asked: Ints, found: Found, count: int) -> int:
    """Keep the best product and the most months over the asked (occupation, percent, months).

    Takes and returns how many rows are touched.
    """
    best, months = found.best, found.months
    for i in range(len(asked)):
        at, end = posted.pointers[asked[i, 0]], posted.pointers[asked[i, 0] + 1]
        for j in range(len(runs)):
            at = first_at_or_after(posted.rows, at, end, runs[j, 0])
            while at < end and posted.rows[at] < runs[j, 1]:
                row = posted.rows[at]
                if found.sums[row] == 0 and best[row] == 0:
                    found.touched[count] = row
                    count += 1
                best[row] = max(best[row], asked[i, 1] * posted.values[at])
                months[row] = max(months[row], asked[i, 2] + posted.months[at])
                at += 1
    return count


def hides(p: PersonFacts, v: VacancyFacts, hidden: Ints, employers: Ints) -> bool:
    """Whether the person wants one of the vacancy's employers to see nothing."""
    for i in range(p.hidden, p.hidden_to):
        for j in range(v.employers, v.employers_to):
            if hidden[i] == employers[j]:
                return True
    return False


def keep(short: ShortList, filled: int, score: int, row: int) -> int:
    """Put a row into the short list, best first and equal ones by id; return how many it holds."""
    scores, rows, order = short.scores, short.rows, short.order
    at = filled
    while at and (scores[at - 1] < score or (scores[at - 1] == score and order[rows[at - 1]] > order[row])):
        at -= 1
    if at == len(scores):
        return filled
    last = min(filled, len(scores) - 1)
    for i in range(last, at, -1):
        scores[i], rows[i] = scores[i - 1], rows[i - 1]
    scores[at], rows[at] = score, row
    return last + 1


def rank_vacancies(people: People, vacancies: Vacancies, found: Found, short: ShortList, r: Rules) -> int:
    """Put the touched vacancies into the first person's short list; return how many it holds."""
    p, filled = people.facts[0], 0
    for i in range(len(found.touched)):
        row = found.touched[i]
        v = vacancies.facts[row]
        if filled == len(short.scores) and ceiling(found.sums[row], found.best[row], p, v, r) < short.scores[-1]:
            continue
        if not near_enough(found.best[row], found.needed[row], p, v, people.families, vacancies.families):
            continue
        if short.gone[row] or not passes(p, v, r) or hides(p, v, people.hidden, vacancies.employers):
            continue
        metres = nearest(p, v, people.places, vacancies.places)
        spoken = languages(p, v, people.spoken, vacancies.tongues)
        score = points(p, v, Shared(found.sums[row], found.best[row], found.months[row], metres, spoken), r)
        if score >= 0:
            filled = keep(short, filled, score, row)
    return filled


def rank_people(people: People, vacancies: Vacancies, found: Found, short: ShortList, r: Rules) -> int:
    """Put the touched people into the first vacancy's short list; return how many it holds."""
    v, filled = vacancies.facts[0], 0
    for i in range(len(found.touched)):
        row = found.touched[i]
        p = people.facts[row]
        if filled == len(short.scores) and ceiling(found.sums[row], found.best[row], p, v, r) < short.scores[-1]:
            continue
        if not near_enough(found.best[row], found.needed[row], p, v, people.families, vacancies.families):
            continue
        if short.gone[row] or not passes(p, v, r) or hides(p, v, people.hidden, vacancies.employers):
            continue
        metres = nearest(p, v, people.places, vacancies.places)
        spoken = languages(p, v, people.spoken, vacancies.tongues)
        score = points(p, v, Shared(found.sums[row], found.best[row], found.months[row], metres, spoken), r)
        if score >= 0:
            filled = keep(short, filled, score, row)
    return filled
