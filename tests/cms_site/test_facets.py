from cms_site.catalogue.facets import Entry, Vocabulary, count, narrow

WORDS = (
    Vocabulary("pijler", "Pijler", (("p", "Preventie"), ("r", "Reactie"))),
    Vocabulary("vorm", "Vorm", (("e", "E-learning"), ("s", "Sessie"), ("x", "Niets"))),
)


def entry(pk, **tags):
    return Entry(
        pk=pk,
        title=f"Titel {pk}",
        summary="",
        address="/",
        form="e-learning",
        form_label="E-learning",
        duration_minutes=20,
        picture="",
        tags={name: frozenset(values) for name, values in tags.items()},
    )


ENTRIES = [
    entry(1, pijler={"p"}, vorm={"e"}),
    entry(2, pijler={"p", "r"}, vorm={"s"}),
    entry(3, pijler={"r"}, vorm={"s"}),
]


def options(facets, name):
    return {
        option.value: option.count
        for facet in facets
        if facet.name == name
        for option in facet.options
    }


def test_values_of_one_facet_add_up_and_facets_narrow_one_another():
    both = {"pijler": frozenset({"p", "r"}), "vorm": frozenset({"s"})}

    assert [each.pk for each in narrow(ENTRIES, both)] == [2, 3]


def test_a_count_respects_the_other_facets_and_not_its_own():
    facets = count(ENTRIES, {"pijler": frozenset({"p"})}, WORDS)

    assert options(facets, "pijler") == {"p": 2, "r": 2}
    assert options(facets, "vorm") == {"e": 1, "s": 1}


def test_a_chosen_value_stays_even_when_it_leaves_nothing():
    facets = count(
        ENTRIES, {"pijler": frozenset({"r"}), "vorm": frozenset({"e"})}, WORDS
    )

    assert options(facets, "vorm") == {"e": 0, "s": 2}


def test_a_value_that_nothing_has_is_not_offered():
    assert "x" not in options(count(ENTRIES, {}, WORDS), "vorm")
