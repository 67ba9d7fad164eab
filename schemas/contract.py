"""The version of what the warehouse promises: names, meanings and types of its tables, columns, views and codes.

The first number counts what may break a query (a column renamed, removed, or of another meaning or type; a code
renamed), the second what adds to it (tables, columns, views, codes), the third what changes neither. CHANGELOG.md names
the version beside every such change. A column that has to go stays for one version of the first number, with a comment
that says what takes its place.
"""

from typing import Final

CONTRACT_VERSION: Final = "1.6.0"
