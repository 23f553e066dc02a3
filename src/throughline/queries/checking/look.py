"""One thing that must always hold: how often it was looked at, and where it did not hold."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Look:
    """A check on its way. `holds` is a sentence that is true when there are no findings."""

    holds: str
    looked_at: int = 0
    findings: list[str] = field(default_factory=list)

    def see(self, fine: bool, finding: str) -> None:
        """Count one look, and keep what was found."""
        self.looked_at += 1
        if not fine:
            self.findings.append(finding)
