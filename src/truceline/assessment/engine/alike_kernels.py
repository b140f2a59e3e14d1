"""Incidents that are told alike, compiled: each different way once, in order of first appearance.

What a view without a cut-off holds of an incident rests on who tells it, what each speaks of, who takes it back and who names the
same perpetrator as whom; not on when that was said, nor on who is named. Most records tell in few ways.
"""

import numpy as np

from truceline.assessment.engine.jit import bare, inner

_MIX = np.uint64(11400714819323198485)
WORDS = 3
"""Numbers that say all of a telling."""
NOBODY = 15


@inner
def _put_down(told, backs, row, words):
    """Say all of an incident's tellings in numbers; how many numbers. ``backs`` are the withdrawals by telling, or -1."""
    low, count = told.first[row], told.first[row + 1] - told.first[row]
    for number in range(count):
        place, same = low + number, NOBODY
        who = told.perpetrator[place]
        if who >= 0:
            same = number
            for other in range(number - 1, -1, -1):
                if told.perpetrator[low + other] == who:
                    same = other
        start = WORDS * number
        words[start] = np.int64(told.teller[place]) << np.int64(4) | same
        words[start + 1] = np.int64(told.apart[place]) << np.int64(8) | told.speaks[place]
        words[start + 2] = backs[place]
    return WORDS * count


@inner
def _slot(words, length, plain, size):
    key = np.uint64(14695981039346656037) + np.uint64(plain)
    for place in range(length):
        key = (key ^ np.uint64(words[place])) * _MIX
        key ^= key >> np.uint64(29)
    return np.int64(key >> np.uint64(20)) & (size - 1)


@bare
def number_alike(told, awkward, backs, room, codes, examples, table):
    """Give incidents that are told alike one number, and a row for each; how many, -1 where there is no room for all.

    ``backs`` tells withdrawals apart: two of one number hold under the same views. ``room`` are two rows of numbers.
    """
    own, other, count = room[0], room[1], 0
    for row in range(len(codes)):
        plain = awkward[row] * 2 + told.aggregate[row]
        # What does not fit the columns is left to the reference, however it is told.
        length = 0 if awkward[row] else _put_down(told, backs, row, own)
        place = _slot(own, length, plain, len(table))
        while table[place] >= 0:
            example = examples[table[place]]
            same = awkward[example] * 2 + told.aggregate[example] == plain
            if same and not awkward[row]:
                same = _put_down(told, backs, example, other) == length
                for each in range(length):
                    same = same and own[each] == other[each]
            if same:
                break
            place = (place + 1) & (len(table) - 1)
        if table[place] < 0:
            if count == len(examples):
                return -1
            table[place], examples[count] = count, row
            count += 1
        codes[row] = table[place]
    return count


@bare
def spread(code, of_codes, origins, begin, end, into):
    """Put down of each incident what stands of all that are told like it.

    ``of_codes`` holds what stands in 16 bits, then why it is out in four, then whether it is in perhaps.
    """
    counting = len(origins) > 0
    for row in range(begin, end):
        value = of_codes[code[row]]
        into.state[row] = value & 65535
        into.out[row] = np.int64(value >> 16 & 15) - 1
        into.capped[row] = value >> 20 & 1
    if counting:
        for row in range(begin, end):
            into.origins[row] = origins[code[row]]
