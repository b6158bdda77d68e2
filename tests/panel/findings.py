"""Computes two findings from the raw panel of a run, with nothing but the standard library: the figures of `linkwright evaluate findings`, made by other means.

usage: findings.py FOLDER event_study HORIZON | findings.py FOLDER offers KIND HORIZON
"""

import csv
import glob
import math
import sys
from collections import defaultdict


def worlds(folder, scenario):
    """Firms of every world: by key, the rows of the quarters."""
    for path in sorted(glob.glob(f"{folder}/data/panel/firms-*.csv")):
        firms = defaultdict(dict)
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["scenario"] == scenario:
                    firms[row["sme"]][int(row["quarter"])] = row
        # firms that were in business and registered when the window opened
        yield [rows for rows in firms.values() if 0 in rows and rows[0]["is_alive"] == "true" and rows[0]["is_formal"] == "true"]


def number(rows, quarter, column):
    text = rows[quarter][column] if quarter in rows else ""
    return float(text) if text else math.nan


def log_change(rows, before, after, column):
    then, now = number(rows, before, column), number(rows, after, column)
    return math.log(now) - math.log(then) if then > 0 and now > 0 else math.nan


def known_mean(values):
    known = [value for value in values if math.isfinite(value)]
    return len(known), sum(known) / len(known) if known else math.nan


def event_study(folder, scenario, horizon):
    """Employment of first-time suppliers against registered firms that have not supplied yet, in percent."""
    over = under = 0.0
    for firms in worlds(folder, scenario):
        last = max(max(rows) for rows in firms)
        first = []
        for rows in firms:
            has_supplied = rows[0]["last_order"] != ""
            orders = [q for q in range(1, last + 1) if rows[q]["last_order"] == str(q)]
            first.append(None if has_supplied else (orders[0] - 1 if orders else math.inf))
        for before in range(0, last + 1 - horizon):
            treated = [rows for rows, at in zip(firms, first) if at == before]
            controls = [rows for rows, at in zip(firms, first) if at is not None and at >= before + horizon and at != before]
            n, own = known_mean([log_change(rows, before, before + horizon, "workers") for rows in treated])
            m, other = known_mean([log_change(rows, before, before + horizon, "workers") for rows in controls])
            if n and m:
                over += n * (own - other)
                under += n
    return 100 * (math.exp(over / under) - 1)


def offers(folder, scenario, kind, horizon):
    """Management of firms that came for an instrument and were offered it, less those that were not, over the difference in taking it, in points."""
    over = under = 0.0
    for firms in worlds(folder, scenario):
        last = max(max(rows) for rows in firms)
        sides = {True: [], False: []}
        for rows in firms:
            asked = [q for q in range(1, last + 1) if kind in rows[q]["asked"].split()]
            if not asked or asked[0] - 1 + horizon > last:
                continue
            before, after = asked[0] - 1, asked[0] - 1 + horizon
            change = number(rows, after, "management") - number(rows, before, "management")
            taken = float(kind in rows[after]["taken"].split())
            if math.isfinite(change):
                sides[kind in rows[0]["offered"].split()].append((change, taken))
        if sides[True] and sides[False]:
            mean = {side: [sum(one[k] for one in firms) / len(firms) for k in (0, 1)] for side, firms in sides.items()}
            over += len(sides[True]) * (mean[True][0] - mean[False][0])
            under += len(sides[True]) * (mean[True][1] - mean[False][1])
    return 100 * over / under


if __name__ == "__main__":
    folder, scenario, what, *rest = sys.argv[1:]
    found = event_study(folder, scenario, int(rest[0])) if what == "event_study" else offers(folder, scenario, rest[0], int(rest[1]))
    print(repr(found))
