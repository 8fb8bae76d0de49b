"""The figures of a run as a table, each beside its aim."""

from __future__ import annotations

from typing import Any

AIMS = {"p95": 1.0, "errors": 0, "per visitor": 0.5, "after": 1.1}


def table(found: dict[str, Any]) -> str:
    """A run in Markdown."""
    changes, memory, server, client = (found[name] for name in ("changes", "memory", "server", "client"))
    options = found["options"]
    back = f"{memory['back after']} s" if memory["back after"] is not None else f"not within {options['after']} s"
    errors = sum(changes["errors"].values()) + sum(found["arrivals"]["errors"].values())
    rows = [
        (
            f"{options['visitors']} arrive within {options['arrive']} s: first picture, s",
            _spread(found["arrivals"]),
            "",
        ),
        (f"{changes['count']} changes, s", _spread(changes), f"p95 ≤ {AIMS['p95']:g} s"),
        ("errors", f"{errors} {_listed(changes['errors'])}".strip(), str(AIMS["errors"])),
        ("answers compared", str(changes["checked"]), ""),
        ("changes a second", f"{changes['a second']:.1f} of {changes['wanted a second']:.1f} wanted", ""),
        *(
            (f"heavy: {kind}, {work['count']} done, s", f"{_spread(work)} {_listed(work['errors'])}".strip(), "")
            for kind, work in found["heavy"].items()
        ),
        ("memory at first, MB", f"{memory['base']:.0f}", ""),
        ("memory with all visitors, MB", f"{memory['all']:.0f}", ""),
        ("memory a visitor, MB", f"{memory['per visitor']:.2f}", f"≤ {AIMS['per visitor']:g} MB"),
        ("most memory, MB", f"{memory['most']:.0f}", ""),
        ("memory after all have left, MB", f"{memory['after']:.0f}", f"≤ {AIMS['after'] * memory['base']:.0f}"),
        ("there again after", back, ""),
        ("server: processor, s while changes are made", f"{server['computed']:.0f} of {server['seconds']:.0f}", ""),
        ("client: processor, s; latest wake-up, ms", f"{client['computed']:.1f}; {client['late']:.0f}", ""),
        ("load average before and after", f"{found['load'][0]:.1f}, {found['load'][1]:.1f}", ""),
    ]
    lines = ["| what | measured | aim |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([*lines, *(f"- {words}" for words in found["words"])])


#: Seconds that a class may wait at most, 95 of 100 times: for the first picture, for a change, for the grid again.
CLASS_AIMS = {"arrivals": 5.0, "before": 1.0, "returns": 3.0, "after": 1.0}


def class_table(found: dict[str, Any]) -> str:
    """A run of a class in Markdown."""
    options, arrivals, returns = found["options"], found["arrivals"], found["returns"]
    names = {
        "arrivals": f"{options['visitors']} arrive within {options['arrive']:g} s: first picture, s",
        "before": f"{found['before']['count']} changes, one every {options['every']:g} s each, s",
        "returns": f"one of {options['workers']} processes dies: {returns['count']} have their grids again after, s",
        "after": f"{found['after']['count']} changes meanwhile and after it, s",
    }
    rows = [(names[part], _spread(found[part]), f"p95 ≤ {aim:g} s") for part, aim in CLASS_AIMS.items()]
    errors = {part: found[part]["errors"] for part in CLASS_AIMS}
    told = ", ".join(f"{part}: {_listed(kinds)}" for part, kinds in errors.items() if kinds)
    compared = sum(found[part]["checked"] for part in CLASS_AIMS)
    rows += [
        ("lost, late or wrong", f"{sum(sum(kinds.values()) for kinds in errors.values())} {told}".strip(), "0"),
        ("answers compared with what is computed beside them", f"{compared:,}", ""),
        ("processor for a visitor who arrives, ms", f"{1000 * arrivals['processor a visitor']:.0f}", ""),
        ("memory of all processes, MB", f"{found['memory']}", ""),
        ("load average before and after", f"{found['load'][0]:.1f}, {found['load'][1]:.1f}", ""),
    ]
    lines = ["| what | measured | aim |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([*lines, *(f"- {words}" for words in found["words"])])


def _spread(times: dict[str, Any]) -> str:
    if times["median"] is None:
        return "none"
    return f"median {times['median']:.2f}, p95 {times['p95']:.2f}, max {times['max']:.2f}"


def _listed(errors: dict[str, int]) -> str:
    return f"({', '.join(f'{number} {kind}' for kind, number in errors.items())})" if errors else ""
