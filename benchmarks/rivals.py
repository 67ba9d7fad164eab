"""How many characters a second other libraries read, which find numbers, amounts and units in Chinese text.

.rivals/bin/python benchmarks/rivals.py FILE…     (the packages of benchmarks/rivals.txt)

Prints JSON: characters a second of the processor by library. Each reads line by line, as its own examples do, as many
of the files as it manages in some seconds.
"""

import argparse
import json
import logging
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 20

Read = Callable[[str], Any]


def recognizers_text() -> Read:
    """Numbers, percentages, and numbers with units and currencies: its four models that do."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    models = (recognize_number, recognize_percentage, recognize_dimension, recognize_currency)
    return lambda line: [model(line, Culture.Chinese) for model in models]


def recognizers_numbers_only() -> Read:
    """Only its numbers, without a unit."""
    from recognizers_number import recognize_number
    from recognizers_text import Culture

    return lambda line: recognize_number(line, Culture.Chinese)


def jionlp() -> Read:
    """Amounts of money and times; it knows no other units."""
    import jionlp as jio

    return lambda line: (jio.ner.extract_money(line), jio.ner.extract_time(line))


def chinese2digits() -> Read:
    """Numbers only."""
    import chinese2digits

    return chinese2digits.takeNumberFromString


RIVALS: dict[str, Callable[[], Read]] = {
    "Recognizers-Text": recognizers_text,
    "Recognizers-Text, numbers only": recognizers_numbers_only,
    "jionlp (money and times)": jionlp,
    "chinese2digits (numbers only)": chinese2digits,
}


def speed(read: Read, texts: list[str]) -> float:
    """Characters a second: the texts one after the other, until they or the time are at an end."""
    read(texts[0][:100])  # loads its models
    characters, began = 0, time.process_time()
    for text in texts:
        for line in text.splitlines():
            read(line)
        characters += len(text)
        if time.process_time() - began > SECONDS:
            break
    return characters / (time.process_time() - began)


def main() -> None:
    """Read the files, print JSON."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="+", type=Path)
    texts = [file.read_text("utf-8") for file in options.parse_args().files]
    warnings.simplefilter("ignore")
    logging.disable()  # jionlp tells of every number that it takes for a time
    found = {}
    for name, load in RIVALS.items():
        try:
            found[name] = speed(load(), texts)
        except (ImportError, OSError) as error:
            found[name] = 0.0
            warnings.warn(f"{name}: {error}", stacklevel=1)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
