"""Sums of weighed columns, against plain arithmetic."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.weighing import Floats, probability, weighed_sum

ROWS = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 40), st.integers(1, 9)),
    elements=st.floats(-8, 8, width=16),
)


@given(ROWS)
def test_each_row_is_the_sum_of_its_weighed_columns(rows: Floats) -> None:
    weights = np.arange(1, rows.shape[1] + 1, dtype=np.float32)
    expected = [sum(float(value) * weight for weight, value in enumerate(row, start=1)) for row in rows]
    assert np.allclose(weighed_sum(rows, weights), expected, rtol=1e-5, atol=1e-4)


@given(ROWS)
def test_the_last_weight_is_the_intercept_of_a_probability(rows: Floats) -> None:
    weights = np.arange(1, rows.shape[1] + 2, dtype=np.float32) / 8
    odds = rows.astype(np.float64) @ weights[:-1] + weights[-1]
    assert np.allclose(probability(rows, weights), 1 / (1 + np.exp(-odds)), atol=1e-4)
