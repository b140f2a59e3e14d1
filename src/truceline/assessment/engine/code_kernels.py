"""Numbers for findings that are alike, compiled: each different one once, in order of first appearance."""

import numpy as np

from truceline.assessment.engine.jit import jit

_MIX = np.uint64(11400714819323198485)


@jit
def _slot(key, size):
    return np.int64((key * _MIX) >> np.uint64(33)) & (size - 1)


@jit
def code_named(share, high, low, outcome, codes, table):
    """Number those responsible; 0 is nobody. The row each number was first met in."""
    examples = np.empty(len(codes) + 1, np.int32)
    examples[0] = -1
    count = 1
    for row in range(len(codes)):
        codes[row] = 0
        if outcome[row] <= 0 or share[row] == 0:
            continue
        key = (
            np.uint64(low[row])
            ^ (np.uint64(high[row]) * np.uint64(31))
            ^ (np.uint64(share[row]) << np.uint64(60))
        )
        place = _slot(key, len(table))
        while table[place] > 0:
            other = examples[table[place]]
            if low[other] == low[row] and high[other] == high[row] and share[other] == share[row]:
                break
            place = (place + 1) & (len(table) - 1)
        if table[place] == 0:
            table[place] = count
            examples[count] = row
            count += 1
        codes[row] = table[place]
    return examples[:count].copy()


@jit
def _next(clause, gives, place, last, least):
    while place < last and gives[place] < least:
        place += 1
    return place


@jit
def _same(first, clause, gives, row, other, least):
    one, end = _next(clause, gives, first[row], first[row + 1], least[row]), first[row + 1]
    two, stop = _next(clause, gives, first[other], first[other + 1], least[other]), first[other + 1]
    while one < end and two < stop and clause[one] == clause[two]:
        one = _next(clause, gives, one + 1, end, least[row])
        two = _next(clause, gives, two + 1, stop, least[other])
    return one == end and two == stop


@jit
def code_giving(first, clause, gives, least, codes, table):
    """Number the sets of clauses that give the outcome; 0 is none.

    ``least`` is the severity from which on a clause gives it, 0 where there is nothing to give.
    """
    examples = np.empty(len(codes) + 1, np.int32)
    examples[0] = -1
    count = 1
    for row in range(len(codes)):
        codes[row] = 0
        if least[row] == 0:
            continue
        key = np.uint64(14695981039346656037)
        for place in range(first[row], first[row + 1]):
            if gives[place] >= least[row]:
                key = (key ^ np.uint64(clause[place])) * np.uint64(1099511628211)
        place = _slot(key, len(table))
        while table[place] > 0:
            if _same(first, clause, gives, row, examples[table[place]], least):
                break
            place = (place + 1) & (len(table) - 1)
        if table[place] == 0:
            table[place] = count
            examples[count] = row
            count += 1
        codes[row] = table[place]
    return examples[:count].copy()
