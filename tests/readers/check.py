"""Reads every table of runs with a snippet of output/README.md and holds types and values against the page.

Arguments: pandas or polars, the page, run folders.
"""

import csv
import math
import pathlib
import re
import struct
import sys

library, page, *runs = sys.argv[1:]
text = pathlib.Path(page).read_text(encoding="utf-8")
snippets = re.findall(r"```python\n(.*?)```", text, re.S)
(snippet,) = [one for one in snippets if one.startswith(f"# {library}\n")]

section = text.split("## Types of columns")[1].split("\n## ")[0]
rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("|")][2:]
types = {name: row[0].strip() for row in rows for name in re.findall(r"`(\w+)`", row[4])}
assert len(types) > 60, types

PANDAS = {"text": ("object", "string"), "integer": ("int64", "Int64"), "float": ("float64",), "flag": ("bool", "boolean")}
POLARS = {"text": ("String",), "integer": ("Int64",), "float": ("Float64",), "flag": ("Boolean",)}


def bits(number):
    return struct.pack("<d", number)


def is_missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>"


def parsed(kind, cell):
    if kind == "integer":
        return int(cell)
    if kind == "float":
        return float(cell)
    return cell == "true" if kind == "flag" else cell


n_tables = n_cells = 0
for run in map(pathlib.Path, runs):
    scope = {}
    exec(snippet.replace("RUN/", f"{run}/"), scope)
    assert len(scope["compare"]) > 0
    for path in sorted((run / "data").glob("*.csv")):
        table = scope["read"](path)
        with path.open(encoding="utf-8", newline="") as file:
            header, *cells = csv.reader(file)
        assert list(table.columns) == header, path
        assert len(table) == len(cells), path
        for place, name in enumerate(header):
            column, kind = table[name], types.get(name, "float")
            written = [row[place] for row in cells]
            known = PANDAS if library == "pandas" else POLARS
            if any(written):
                assert str(column.dtype) in known[kind], f"{path}: {name} is {column.dtype}, not {kind}"
            for value, cell in zip(column.to_list(), written):
                if cell == "":
                    assert is_missing(value), f"{path}: {name}: {value!r} is not missing"
                    continue
                wanted = parsed(kind, cell)
                same = bits(value) == bits(wanted) if kind == "float" else value == wanted
                assert same, f"{path}: {name}: {value!r} for {cell}"
                n_cells += 1
        n_tables += 1
assert n_tables > 25 and n_cells > 10_000, (n_tables, n_cells)
print(f"{library} {scope['pd' if library == 'pandas' else 'pl'].__version__}: {n_tables} tables, {n_cells} cells")
