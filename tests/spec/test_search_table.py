"""What a head types, and the schools that must be found: a table to read.

The schools are real, all of Camden: names, numbers, wards and postcodes are from Get Information about Schools
(Department for Education, Open Government Licence), as are the two former names, from its links. Everything else
about them here is synthetic.
"""

import pytest

from geo.search import find_schools, search_index
from tests.factories import links, school, schools

REGISTER = """
| urn    | laestab | name                                                    | ward                     | postcode |
| 100013 | 2022184 | Edith Neville Primary School                            | St Pancras & Somers Town | NW1 1DN  |
| 100021 | 2022502 | Rhyl Community Primary School                           | Haverstock               | NW5 3HB  |
| 100023 | 2022603 | Torriano Primary School                                 | Kentish Town South       | NW5 2SJ  |
| 100033 | 2023361 | Holy Trinity and Saint Silas CofE Primary School, NW1   | Camden Town              | NW1 8DE  |
| 100041 | 2023482 | St Josephs Catholic Primary School                      | Holborn & Covent Garden  | WC2B 5NA |
| 100042 | 2023517 | St Mary's Kilburn Church of England Primary School      | Kilburn                  | NW6 4PG  |
| 100043 | 2023521 | St Mary and St Pancras Church of England Primary School | St Pancras & Somers Town | NW1 1QP  |
| 100048 | 2023655 | Our Lady Roman Catholic Primary School                  | St Pancras & Somers Town | NW1 0DP  |
| 100082 | 2026385 | College Francais Bilingue De Londres                    | Kentish Town South       | NW5 3AX  |
| 100091 | 2027008 | Frank Barnes School for Deaf Children                   | King's Cross             | N1C 4BT  |
| 100096 | 2027205 | Swiss Cottage School - Development & Research Centre    | Primrose Hill            | NW8 6HX  |
| 130342 | 2022842 | Christopher Hatton Primary School                       | Holborn & Covent Garden  | EC1R 4PQ |
| 137181 | 2024000 | The UCL Academy                                         | Primrose Hill            | NW3 3AQ  |
| 140686 | 2022002 | Kings Cross Academy                                     | King's Cross             | N1C 4BT  |
"""

LINKS = [(100_021, 100_012, "Carlton Primary School"), (100_023, 100_024, "Torriano Infant School")]

# In the order of the answer; "-" is nothing.
QUERIES = """
| typed                            | found                | because                       |
| 100013                           | 100013               | this URN                      |
| 100 013                          | 100013               | this URN                      |
| URN: 100013                      | 100013               | this URN                      |
| 999999                           | -                    |                               |
| 2022842                          | 130342               | this LAESTAB                  |
| 202/2842                         | 130342               | this LAESTAB                  |
| DfE 202 2842                     | 130342               | this LAESTAB                  |
| 1300                             | -                    |                               |
| 1303                             | 130342               | URN starts so                 |
| 202/284                          | 130342               | LAESTAB starts so             |
| n1c 4bt                          | 100091 140686        | at this postcode              |
| N1C4BT                           | 100091 140686        | at this postcode              |
| n1c 4                            | 100091 140686        | postcode starts so            |
| wc2                              | 100041               | postcode starts so            |
| nw8                              | 100096               | postcode starts so            |
| Rhyl Community Primary School    | 100021               | this name                     |
| rhy                              | 100021               | name starts so                |
| ucl                              | 137181               | name starts so                |
| the ucl                          | 137181               | name starts so                |
| st marys kilburn                 | 100042               | name starts so                |
| ST. MARY\u2019S, KILBURN         | 100042               | name starts so                |
| saint marys c of e               | 100042               | words of the name             |
| st mary cof                      | 100043 100042        | words of the name             |
| st mary & st pancras             | 100043               | name starts so                |
| saint pancras                    | 100043 100013 100048 | words of the name together    |
| holy trinity st silas            | 100033               | words of the name             |
| kings cross                      | 140686 100091        | name starts so                |
| King\u2019s Cross                | 140686 100091        | name starts so                |
| kingscross                       | 140686               | the name, spaced otherwise    |
| st joseph's                      | 100041               | name starts so                |
| st josephs rc                    | 100041               | name starts so                |
| saint josephs roman catholic     | 100041               | name starts so                |
| our lady rc primary              | 100048               | name starts so                |
| our lady rom                     | 100048               | name starts so                |
| collège français                 | 100082               | name starts so                |
| college francais                 | 100082               | name starts so                |
| development and research         | 100096               | words of the name together    |
| deaf children                    | 100091               | words of the name together    |
| cfb                              | 100082               | initials of the name          |
| hatton camden                    | 130342               | name and place                |
| st marys nw6                     | 100042               | name and place                |
| carlton primary                  | 100021               | former name                   |
| torriano infants                 | 100023               | former name                   |
| edith nevile                     | 100013               | similar spelling              |
| edtih neville                    | 100013               | similar spelling              |
| christofer haton                 | 130342               | similar spelling              |
| swis cotage                      | 100096               | similar spelling              |
| swiss cottage academy            | 100096               | some words of the name        |
| rhyl infants, camden             | 100021               | some words of the name        |
| xyzzy primary school             | -                    |                               |
| xyzzy                            | -                    |                               |
| !?                               | -                    |                               |
"""


def rows(table):
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


SCHOOLS = schools(
    *(
        school(
            int(row["urn"]),
            laestab=row["laestab"],
            name=row["name"],
            ward_name=row["ward"],
            postcode=row["postcode"],
        )
        for row in rows(REGISTER)
    )
)
INDEX = search_index(SCHOOLS, links(*LINKS))


@pytest.mark.parametrize("row", rows(QUERIES), ids=lambda row: row["typed"])
def test_every_line_of_the_table(row):
    found = find_schools(SCHOOLS, row["typed"], index=INDEX)
    expected = [] if row["found"] == "-" else [int(urn) for urn in row["found"].split()]
    assert list(found["urn"]) == expected
    assert list(found["match"][:1]) == ([row["because"]] if row["because"] else [])


def test_a_former_name_is_said():
    (found,) = find_schools(SCHOOLS, "carlton", index=INDEX).to_dict("records")
    assert (found["name"], found["former"]) == ("Rhyl Community Primary School", "Carlton Primary School")
    assert find_schools(SCHOOLS, "rhyl", index=INDEX)["former"].isna().all()
