"""The boroughs and their codes."""

from geo.london import BOROUGHS, ENGLAND, LONDON, borough_of_la


def test_thirty_three_boroughs_with_their_own_codes():
    assert len(BOROUGHS) == 33
    assert {borough.code for borough in BOROUGHS} == {f"E09{number:06d}" for number in range(1, 34)}
    inner, outer = range(201, 214), range(301, 321)
    assert [borough.la_code for borough in BOROUGHS] == [str(code) for code in (*inner, *outer)]


def test_gss_codes_run_in_the_order_of_names_after_the_city():
    names = [borough.name for borough in sorted(BOROUGHS, key=lambda borough: borough.code)]
    assert names[0] == "City of London"
    assert names[1:] == [*sorted(names[1:-1]), "Westminster"]


def test_lookup():
    camden = borough_of_la("202")
    assert camden is not None
    assert camden.area == ("E09000007", "Camden")
    assert borough_of_la("841") is None
    assert (ENGLAND.code, LONDON.code) == ("E92000001", "E12000007")
