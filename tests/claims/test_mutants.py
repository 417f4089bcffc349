"""Most of what can go wrong in a sentence is told; the shares may rise, not fall."""

from collections import defaultdict

from tests.claims.mutants import score

LEAST = {
    "decimals": 1.0,
    "integers": 0.99,
    "words": 0.99,
    "comparisons": 0.8,
    "negations": 0.79,
    "formulas": 0.97,
}


def test_planted_faults_are_told() -> None:
    counts, _ = score()
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for (kind, language), (found, planted) in counts.items():
        assert planted > 20
        told[kind][language] = found / planted
    assert set(told) == set(LEAST)
    fallen = {kind: shares for kind, shares in told.items() if min(shares.values()) < LEAST[kind]}
    assert fallen == {}
