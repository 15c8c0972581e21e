"""What a run came to, from its ledger: never from an exit code, never from Prefect's state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from warehouse.report import SourceLine


class Standing(StrEnum):
    """How the visit to one source ended, or a whole run."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # a limit ended it early, nothing came, or something could not be read
    FAILED = "failed"  # it could not be carried out


@dataclass(frozen=True, slots=True)
class Verdict:
    """A run's verdict, and a sentence for each source that is not as it should be."""

    standing: Standing
    findings: tuple[str, ...]  # what an operator should know
    failures: tuple[str, ...] = ()  # what failed; a subset of the findings


NO_FAULT = {"gone", "robots_denied"}  # outcomes that are an answer
LIMITS = ("pages", "minutes", "bytes")


def of_source(line: SourceLine, news: bool = True) -> tuple[Standing, list[str]]:
    """How the visit to one source ended, with the reasons; `news`: whether it was asked for new articles."""
    findings = [f"{line.source}: {finding}" for finding in line.findings]
    if line.ended is None:
        return Standing.FAILED, [f"{line.source}: failed, its crawl did not come to its end", *findings]
    if line.ended.startswith("failed"):
        return Standing.FAILED, [f"{line.source}: {line.ended}", *findings]
    why = "; ".join(f"{count} {name} ({line.examples.get(name, '')})" for name, count in line.failed.items())
    if line.silent and (news or line.failed):
        standing = Standing.FAILED if set(line.failed) - NO_FAULT else Standing.PARTIAL
        return standing, [f"{line.source}: nothing came{', ' + why if why else ''}", *findings]
    if line.fetched and not (line.pages or line.unchanged) and set(line.failed) - NO_FAULT:
        return Standing.PARTIAL, [f"{line.source}: none of {line.fetched} pages came, {why}", *findings]
    if line.ended != "complete":
        what = f"limit on {line.ended} was hit" if line.ended in LIMITS else f"ended early: {line.ended}"
        findings.append(f"{line.source}: {what}")
    if line.unread:
        findings.append(f"{line.source}: {line.unread} pages were served and not read")
    if line.quarantined:
        findings.append(f"{line.source}: {line.quarantined} lines could not be loaded; see quarantine")
    early = line.ended != "complete" or line.unread or line.quarantined
    return (Standing.PARTIAL if early else Standing.COMPLETE), findings


def of_run(lines: Sequence[SourceLine], troubles: Sequence[str] = (), news: bool = True) -> Verdict:
    """The verdict of a run; `troubles` are steps that failed. Without `news` asked for, silence is none."""
    told = [of_source(line, news) for line in lines]
    standings = [standing for standing, _ in told]
    findings = [*troubles, *(finding for _, sentences in told for finding in sentences)]
    told_of = {trouble.partition(":")[0] for trouble in troubles}
    failures = [
        *troubles,
        *(
            sentences[0]
            for line, (standing, sentences) in zip(lines, told, strict=True)
            if standing is Standing.FAILED and line.source not in told_of
        ),
    ]
    if not lines or all(standing is Standing.FAILED for standing in standings):
        return Verdict(Standing.FAILED, tuple(findings or ["nothing was visited"]), tuple(failures))
    if troubles or any(standing is not Standing.COMPLETE for standing in standings):
        return Verdict(Standing.PARTIAL, tuple(findings), tuple(failures))
    return Verdict(Standing.COMPLETE, tuple(findings))
