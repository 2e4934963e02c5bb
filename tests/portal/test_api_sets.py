"""The law's data is open to everybody."""

from openntm.criteria import set_ids


def test_every_set_is_listed_and_answers_in_full(client):
    listed = client.get("/api/v1/sets").json()
    assert [line["id"] for line in listed] == list(set_ids())
    for line in listed:
        whole = client.get(f"/api/v1/sets/{line['id']}").json()
        assert len(whole["indicators"]) == line["indicators_known"]
        assert all(row["act"] in whole["acts"] for one in whole["indicators"] for row in one["thresholds"])


def test_figures_of_the_law_are_texts_so_that_no_digit_is_lost(client):
    whole = client.get("/api/v1/sets/commune_ntm_2021_2025").json()
    share = next(one for one in whole["indicators"] if one["id"] == "3.1")
    assert set(share["thresholds"][0]["values"].values()) == {"80"}


def test_an_unknown_set_is_refused_with_the_names_of_the_known_ones(client):
    answer = client.get("/api/v1/sets/nothing")
    assert answer.status_code == 404
    assert "commune_ntm_2021_2025" in answer.json()["detail"]
