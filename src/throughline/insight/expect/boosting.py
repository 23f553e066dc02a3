"""A second opinion that errs differently: trees that each mend what those before left wrong."""

import numpy as np

from throughline.insight.expect.features import Features
from throughline.insight.expect.history import Floats

ROUNDS = 150
SEED = 20260302


def boosted(
    known: Features, remaining: Floats, counts: Floats, asked: Features, begin: tuple[Floats, Floats]
) -> Floats:
    """The median, learned from `known` by absolute error in square roots of days, said for `asked`.

    `begin` is what they begin from, in days, for the known and for the asked. `counts` is what each known
    moment counts.
    """
    from sklearn.ensemble import (  # type: ignore[import-untyped] # noqa: PLC0415 - it has no types, and is heavy
        HistGradientBoostingRegressor,
    )
    from threadpoolctl import (  # type: ignore[import-untyped] # noqa: PLC0415 - it comes with it, untyped too
        threadpool_limits,
    )

    telling = _telling(known)
    model = HistGradientBoostingRegressor(
        loss="absolute_error",
        learning_rate=0.06,
        max_iter=ROUNDS,
        max_leaf_nodes=15,
        min_samples_leaf=40,
        max_features=0.3,
        max_bins=100,
        early_stopping=False,
        random_state=SEED,
    )
    from_known, from_asked = np.sqrt(begin[0]), np.sqrt(begin[1])
    with threadpool_limits(limits=1, user_api="openmp"):  # idle threads would spin
        model.fit(known.values[:, telling], np.sqrt(remaining) - from_known, sample_weight=counts)
        said = model.predict(asked.values[:, telling]) + from_asked
    return np.asarray(np.maximum(said, 0.0) ** 2)


def _telling(known: Features) -> np.ndarray:
    """Columns with at least two values; codes go in the order of how frequent they are."""
    return np.asarray(np.fmax.reduce(known.values) > np.fmin.reduce(known.values))
