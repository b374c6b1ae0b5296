"""Records of one authority and period in, counts of its inner cells out.

Only cells that hold a record are listed: an empty cell is 0, is shown as 0 and stays 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.disclosure.cube_spec import CubeError

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy.typing as npt

    from yardstick.disclosure.cube_spec import CubeSpec, Measure

    IntArray: TypeAlias = npt.NDArray[np.int64]
    BoolArray: TypeAlias = npt.NDArray[np.bool_]

SEPARATOR = "\x1f"  # a control character that no declared value or token can hold


@dataclass(frozen=True)
class Counts:
    """Inner cells that hold a record, sorted by their codes.

    Attributes:
        codes: Cells by dimensions: the position of the cell's value among the rung's values.
        numbers: Measures by cells: true counts.
        sizes: How many values each dimension has on its rung.
        cells: Each cell's name: its values in the order of the dimensions.
        tokens: Each cell's records: their tokens, sorted and joined. Secret.
    """

    codes: IntArray
    numbers: IntArray
    sizes: tuple[int, ...]
    cells: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def keys(self) -> IntArray:
        """Position of each cell in the whole grid."""
        return np.asarray(np.ravel_multi_index(tuple(self.codes.T), self.sizes), dtype=np.int64)


def check_records(records: pd.DataFrame, spec: CubeSpec) -> None:
    """Refuse records that the declaration does not cover, naming the column and never the value.

    Raises:
        CubeError: A column is missing, a value is not declared, a measure is not 0 or 1, or a
            record stands where none can be.
    """
    wanted = ["area", "period", *spec.names, *spec.tokens, *(m.name for m in spec.measures)]
    for column in wanted:
        if column not in records or records[column].isna().any():
            raise CubeError(f"Every record of '{spec.dataset}' needs a '{column}'.")
    for dimension in spec.dimensions:
        if not records[dimension.name].isin(dimension.values).all():
            raise CubeError(
                f"'{dimension.name}' holds a value that the cubes of '{spec.dataset}' do not "
                "declare: add it to the dimension and to each rung."
            )
    for measure in spec.measures:
        if not records[measure.name].isin((0, 1)).all():
            raise CubeError(f"'{measure.name}' counts records: it must be 0 or 1 in each.")
    _check_pairs(records, spec)


def _check_pairs(records: pd.DataFrame, spec: CubeSpec) -> None:
    for less, more in spec.coupled:
        if (records[less].astype(int) > records[more].astype(int)).any():
            raise CubeError(f"A record counts for '{less}' and not for '{more}': mend the records.")
    for combination in spec.impossible:
        found = pd.Series(data=True, index=records.index)
        for name, values in combination.items():
            found &= records[name].isin(values)
        if found.any():
            said = " with ".join(sorted(combination))
            raise CubeError(f"A record has a combination of {said} that cannot be: mend it.")


def tally(
    records: pd.DataFrame, spec: CubeSpec, measures: tuple[Measure, ...], rungs: tuple[int, ...]
) -> Counts:
    """Count one authority's records of one period on the rungs of a design.

    Args:
        records: As `check_records` accepts them.
        spec: What the data set declares.
        measures: What to count; one family.
        rungs: One for each dimension; 0 is the finest wording.
    """
    names = [measure.name for measure in measures]
    counting = records[records[names].to_numpy(dtype=np.int64).sum(axis=1) > 0]
    sizes = tuple(
        len(each.values_at(rung)) for each, rung in zip(spec.dimensions, rungs, strict=True)
    )
    codes = np.column_stack([codes_of(counting, spec, rungs, at) for at in range(len(rungs))])
    keys = np.ravel_multi_index(tuple(codes.T), sizes)
    cells, inverse = np.unique(keys, return_inverse=True)
    numbers = np.zeros((len(names), len(cells)), dtype=np.int64)
    for at, name in enumerate(names):
        np.add.at(numbers[at], inverse, counting[name].to_numpy(dtype=np.int64))
    unraveled = np.array(np.unravel_index(cells, sizes), dtype=np.int64).T
    return Counts(
        unraveled,
        numbers,
        sizes,
        named(unraveled, spec, rungs),
        _tokens(counting, spec, inverse, len(cells)),
    )


def codes_of(records: pd.DataFrame, spec: CubeSpec, rungs: tuple[int, ...], at: int) -> IntArray:
    """Return the position of each record's value among its rung's values, for one dimension."""
    dimension = spec.dimensions[at]
    values = dimension.values_at(rungs[at])
    position = {finest: values.index(coarse) for finest, coarse in dimension.at(rungs[at]).items()}
    found = records[dimension.name].astype(str).map(position)
    return np.asarray(found.to_numpy(dtype=np.int64), dtype=np.int64)


def named(codes: IntArray, spec: CubeSpec, rungs: tuple[int, ...]) -> tuple[str, ...]:
    """Return each cell's name: its values, in the order of the dimensions."""
    values = [each.values_at(rung) for each, rung in zip(spec.dimensions, rungs, strict=True)]
    return tuple(
        SEPARATOR.join(words[code] for words, code in zip(values, row, strict=True))
        for row in codes.tolist()
    )


def _tokens(
    records: pd.DataFrame, spec: CubeSpec, cells: npt.NDArray[np.intp], count: int
) -> tuple[str, ...]:
    """Return the sorted tokens of each cell's records."""
    of_cell: list[list[str]] = [[] for _ in range(count)]
    rows = records[list(spec.tokens)].astype(str).itertuples(index=False, name=None)
    for at, row in zip(cells.tolist(), rows, strict=True):
        of_cell[at].append(SEPARATOR.join(row))
    return tuple(SEPARATOR.join(sorted(tokens)) for tokens in of_cell)


def possible(spec: CubeSpec, rungs: tuple[int, ...]) -> BoolArray:
    """Tell for each cell of the whole grid whether anybody could stand in it.

    A coarse cell is impossible only where every finest cell that it joins is.
    """
    grid = np.ones([len(each.values) for each in spec.dimensions], dtype=bool)
    for combination in spec.impossible:
        chosen = [
            [at for at, value in enumerate(each.values) if value in combination[each.name]]
            if each.name in combination
            else range(len(each.values))
            for each in spec.dimensions
        ]
        grid[np.ix_(*chosen)] = False
    for axis, (each, rung) in enumerate(zip(spec.dimensions, rungs, strict=True)):
        words = each.values_at(rung)
        joined = [
            np.any(
                grid.take(
                    [i for i, v in enumerate(each.values) if each.at(rung)[v] == word], axis=axis
                ),
                axis=axis,
            )
            for word in words
        ]
        grid = np.stack(joined, axis=axis)
    return grid.ravel()
